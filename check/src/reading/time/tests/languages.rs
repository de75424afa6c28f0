//! What is read in each language; the sentences are made up.

use super::check;

#[test]
fn english_dates_of_the_calendar() {
    check(
        "en",
        &[
            (
                "The works opened on 19 June 2024.",
                "19 June 2024 = 2024-06-19",
            ),
            (
                "It sailed on June 19th, 2024, at dawn.",
                "June 19th, 2024 = 2024-06-19",
            ),
            (
                "On Wednesday, 19 June 2024 the bridge fell.",
                "Wednesday, 19 June 2024 = 2024-06-19",
            ),
            (
                "Signed 2024-06-19; revised 2024-07.",
                "2024-06-19 = 2024-06-19; 2024-07 = 2024-07",
            ),
            ("In June 2024 the mine shut.", "June 2024 = 2024-06"),
            ("In 2024 the mine shut.", "2024 = 2024"),
            ("The 2024 election was close.", "The 2024 = 2024"),
            ("The plant made 2024 drones.", ""),
            ("The plant made 2,024 drones.", ""),
            ("It cost $2024 and 2024%.", ""),
            ("The 1990s were lean.", "The 1990s = 199X"),
            ("In the 80s it grew.", "the 80s = 198X or 208X"),
            ("A mill of the 19th century.", "the 19th century = 18XX"),
            (
                "Profits rose in the third quarter of 2023.",
                "the third quarter of 2023 = 2023-07/2023-09",
            ),
            ("Q1 2024 was weak.", "Q1 2024 = 2024-01/2024-03"),
            (
                "In the first half of 2022 it paused.",
                "the first half of 2022 = 2022-01/2022-06",
            ),
            ("In spring 2021 they met.", "spring 2021 = 2021-21"),
            ("The contract of 5/13/2024.", "5/13/2024 = 2024-05-13"),
            (
                "The contract of 5/6/2024.",
                "5/6/2024 = 2024-05-06 or 2024-06-05",
            ),
            (
                "The first Monday of May 2024.",
                "The first Monday of May 2024 = 2024-05-06",
            ),
            ("Around 2010 it began.", "Around 2010 = 2010~"),
            (
                "The ship of early 2024 sank.",
                "early 2024 = 2024-01/2024-04 or 2024-01/2024-06",
            ),
            ("By mid-2024 it had sunk.", "By mid-2024 = ../2024-08"),
        ],
    );
}

#[test]
fn english_ranges() {
    check(
        "en",
        &[
            (
                "From 2010 to 2015 he led it.",
                "From 2010 to 2015 = 2010/2015",
            ),
            ("He led it 2010–2015.", "2010–2015 = 2010/2015"),
            (
                "Between March and May 2024 it rained.",
                "Between March and May 2024 = 2024-03/2024-05",
            ),
            (
                "They met on 19-20 November 2023.",
                "19-20 November 2023 = 2023-11-19/2023-11-20",
            ),
            (
                "Open from 3 to 5 May 2024 only.",
                "from 3 to 5 May 2024 = 2024-05-03/2024-05-05",
            ),
            ("Made since 2008.", "since 2008 = 2008/.."),
            ("Valid until 2029.", "until 2029 = ../2029"),
            ("Built by 2035.", "by 2035 = ../2035"),
            ("Done before May 2024.", "before May 2024 = ../2024-05"),
            ("The 2023/24 season.", "The 2023/24 = 2023/2024"),
            ("It was open in 2007 and 2009.", "2007 = 2007; 2009 = 2009"),
            (
                "Open no earlier than 2027.",
                "no earlier than 2027 = 2027/..",
            ),
            (
                "In May or June 2024.",
                "May = 2024-05 or 2025-05; June 2024 = 2024-06",
            ),
        ],
    );
}

#[test]
fn english_times_beside_others() {
    check(
        "en",
        &[
            ("It closed yesterday.", "yesterday = 2024-06-18"),
            (
                "It opened last January.",
                "last January = 2024-01 or 2023-01",
            ),
            (
                "It opened two years ago.",
                "two years ago = 2022-06-19 or 2022",
            ),
            ("It opens next week.", "next week = 2024-06-24/2024-06-30"),
            ("They left three days later.", "three days later = ?"),
            ("It grew this year.", "this year = 2024"),
            ("On Monday it rained.", "Monday = 2024-06-17 or 2024-06-24"),
            ("In June it rained.", "June = 2024-06 or 2023-06 or 2025-06"),
            (
                "On 3 March it rained.",
                "3 March = 2024-03-03 or 2025-03-03",
            ),
            (
                "In the past two years it grew.",
                "the past two years = 2022-06-19/2024-06-19 or 2022-06-19/2024-06-18 or 2022/2024 or 2022/2023",
            ),
            (
                "On the 20th of next month.",
                "the 20th of next month = 2024-07-20",
            ),
            (
                "At the end of the year it closes.",
                "At the end of the year = 2024-09/2024-12 or 2024-07/2024-12 or 2023-09/2023-12 or 2023-07/2023-12",
            ),
            (
                "A second strike came minutes after the first, and was the third.",
                "",
            ),
            ("He then left; it is now closed.", ""),
            ("Since then it has been closed.", "Since then = ?"),
            ("It rose year on year.", ""),
            (
                "It closed over the weekend.",
                "the weekend = 2024-06-22/2024-06-23 or 2024-06-15/2024-06-16",
            ),
        ],
    );
}

#[test]
fn english_parts_of_longer_times() {
    check(
        "en",
        &[
            (
                "It closed in the week of 18 May 2024.",
                "the week of 18 May 2024 = 2024-05-13/2024-05-19",
            ),
            (
                "In the last two quarters it grew.",
                "the last two quarters = 2023-12-19/2024-06-19 or 2023-12-19/2024-06-18 or 2023-10/2024-03",
            ),
            (
                "In the first six months of 2023 it grew.",
                "the first six months of 2023 = 2023-01/2023-06",
            ),
            (
                "It closed on Easter Monday 2024.",
                "Easter Monday 2024 = 2024-04-01",
            ),
        ],
    );
}

#[test]
fn english_lengths() {
    check(
        "en",
        &[
            ("It took a century.", "a century = P100Y"),
            ("Within hours; 48 hours at most.", "48 hours = PT48H"),
            (
                "It takes five to eight years.",
                "five to eight years = P5Y..P8Y",
            ),
            (
                "It takes between 5 and 8 years.",
                "between 5 and 8 years = P5Y..P8Y",
            ),
            ("A five-year plan.", "five-year = P5Y"),
            ("It was late by 0.9 seconds.", "0.9 seconds = PT0.9S"),
            (
                "About three and a half years.",
                "About three and a half years = ~P3Y6M",
            ),
            (
                "It ran for 1 hour and 30 minutes.",
                "1 hour and 30 minutes = PT1H30M",
            ),
            ("It earns 300 a month.", ""),
            ("A second strike followed.", ""),
            ("Half an hour passed.", "Half an hour = PT0.5H"),
            ("A couple of weeks passed.", "A couple of weeks = P2W"),
            ("Two decades passed.", "Two decades = P20Y"),
            ("It grows by 3% a year, or 300 drones a month.", ""),
        ],
    );
}

#[test]
fn french() {
    check(
        "fr",
        &[
            (
                "Le pont a ouvert le 19 juin 2024.",
                "le 19 juin 2024 = 2024-06-19",
            ),
            (
                "Le 1er mars 2023, il a plu.",
                "Le 1er mars 2023 = 2023-03-01",
            ),
            ("En juin 2024, il a plu.", "juin 2024 = 2024-06"),
            ("Depuis 2008, il pleut.", "Depuis 2008 = 2008/.."),
            ("Jusqu'en 2029, rien.", "Jusqu'en 2029 = ../2029"),
            ("De 2010 à 2015, il a plu.", "De 2010 à 2015 = 2010/2015"),
            (
                "Entre mars et mai 2024, il a plu.",
                "Entre mars et mai 2024 = 2024-03/2024-05",
            ),
            (
                "Il y a deux ans, il a plu.",
                "Il y a deux ans = 2022-06-19 or 2022",
            ),
            (
                "En janvier dernier, il a plu.",
                "janvier dernier = 2024-01 or 2023-01",
            ),
            (
                "La semaine prochaine, il pleuvra.",
                "La semaine prochaine = 2024-06-24/2024-06-30",
            ),
            ("L'an dernier, il a plu.", "L'an dernier = 2023"),
            ("Dans les années 1980, il a plu.", "les années 1980 = 198X"),
            ("Au XIXe siècle, il a plu.", "XIXe siècle = 18XX"),
            (
                "Au troisième trimestre 2023.",
                "troisième trimestre 2023 = 2023-07/2023-09",
            ),
            (
                "Début 2024, il a plu.",
                "Début 2024 = 2024-01/2024-04 or 2024-01/2024-06",
            ),
            ("Pendant cinq à huit ans.", "cinq à huit ans = P5Y..P8Y"),
            ("Pendant deux mois.", "deux mois = P2M"),
            ("Le pont a été peint.", ""),
            ("Il pleut depuis trois jours.", "trois jours = P3D"),
        ],
    );
}

#[test]
fn german() {
    check(
        "de",
        &[
            (
                "Die Brücke wurde am 19. Juni 2024 geöffnet.",
                "19. Juni 2024 = 2024-06-19",
            ),
            ("Am 19.6.2024 regnete es.", "19.6.2024 = 2024-06-19"),
            ("Im Juni 2024 regnete es.", "Juni 2024 = 2024-06"),
            ("Seit 2008 regnet es.", "Seit 2008 = 2008/.."),
            ("Bis 2029 regnet es.", "Bis 2029 = ../2029"),
            (
                "Von 2010 bis 2015 regnete es.",
                "Von 2010 bis 2015 = 2010/2015",
            ),
            (
                "Zwischen März und Mai 2024 regnete es.",
                "Zwischen März und Mai 2024 = 2024-03/2024-05",
            ),
            (
                "Vor zwei Jahren regnete es.",
                "Vor zwei Jahren = 2022-06-19 or 2022",
            ),
            (
                "Im vergangenen Januar regnete es.",
                "vergangenen Januar = 2024-01 or 2023-01",
            ),
            (
                "Nächste Woche regnet es.",
                "Nächste Woche = 2024-06-24/2024-06-30",
            ),
            (
                "In den 1980er Jahren regnete es.",
                "den 1980er Jahren = 198X",
            ),
            ("Im 19. Jahrhundert regnete es.", "19. Jahrhundert = 18XX"),
            (
                "Im dritten Quartal 2023 regnete es.",
                "dritten Quartal 2023 = 2023-07/2023-09",
            ),
            (
                "Anfang 2024 regnete es.",
                "Anfang 2024 = 2024-01/2024-04 or 2024-01/2024-06",
            ),
        ],
    );
}

#[test]
fn german_lengths() {
    check(
        "de",
        &[
            (
                "Es dauert fünf bis acht Jahre.",
                "fünf bis acht Jahre = P5Y..P8Y",
            ),
            (
                "Nach einundzwanzig Tagen endete es.",
                "einundzwanzig Tagen = P21D",
            ),
            ("Ein dreijähriger Krieg.", "dreijähriger = P3Y"),
            ("Es dauerte 0,9 Sekunden.", "0,9 Sekunden = PT0.9S"),
            ("Am 3. Mai, am Morgen.", "3. Mai = 2024-05-03 or 2025-05-03"),
            (
                "Es begann in zweieinhalb Stunden.",
                "in zweieinhalb Stunden = 2024-06-19",
            ),
        ],
    );
}

#[test]
fn spanish() {
    check(
        "es",
        &[
            (
                "El puente abrió el 19 de junio de 2024.",
                "el 19 de junio de 2024 = 2024-06-19",
            ),
            ("En junio de 2024 llovió.", "junio de 2024 = 2024-06"),
            ("Desde 2008 llueve.", "Desde 2008 = 2008/.."),
            ("Hasta 2029 lloverá.", "Hasta 2029 = ../2029"),
            ("De 2010 a 2015 llovió.", "De 2010 a 2015 = 2010/2015"),
            (
                "Entre marzo y mayo de 2024 llovió.",
                "Entre marzo y mayo de 2024 = 2024-03/2024-05",
            ),
            (
                "Hace dos años llovió.",
                "Hace dos años = 2022-06-19 or 2022",
            ),
            (
                "En enero pasado llovió.",
                "enero pasado = 2024-01 or 2023-01",
            ),
            (
                "La próxima semana lloverá.",
                "La próxima semana = 2024-06-24/2024-06-30",
            ),
            ("En los años 80 llovió.", "los años 80 = 198X or 208X"),
            ("En el siglo XIX llovió.", "el siglo XIX = 18XX"),
            (
                "En el tercer trimestre de 2023 llovió.",
                "el tercer trimestre de 2023 = 2023-07/2023-09",
            ),
            (
                "A principios de 2024 llovió.",
                "A principios de 2024 = 2024-01/2024-04 or 2024-01/2024-06",
            ),
            ("Durante cinco a ocho años.", "cinco a ocho años = P5Y..P8Y"),
            ("Dura veintidós días.", "veintidós días = P22D"),
            ("Será mañana por la mañana.", "mañana = 2024-06-20"),
        ],
    );
}

#[test]
fn arabic() {
    check(
        "ar",
        &[
            (
                "افتتح الجسر في 19 يونيو 2024.",
                "19 يونيو 2024 = 2024-06-19",
            ),
            (
                "افتتح الجسر في ١٩ حزيران ٢٠٢٤.",
                "١٩ حزيران ٢٠٢٤ = 2024-06-19",
            ),
            (
                "في كانون الثاني 2024 هطل المطر.",
                "كانون الثاني 2024 = 2024-01",
            ),
            ("منذ 2008 يهطل المطر.", "منذ 2008 = 2008/.."),
            ("حتى عام 2029.", "حتى عام 2029 = ../2029"),
            ("من 2010 إلى 2015.", "من 2010 إلى 2015 = 2010/2015"),
            ("قبل عامين هطل المطر.", "قبل عامين = 2022-06-19 or 2022"),
            (
                "في يناير الماضي هطل المطر.",
                "يناير الماضي = 2024-01 or 2023-01",
            ),
            ("الأسبوع المقبل.", "الأسبوع المقبل = 2024-06-24/2024-06-30"),
            ("في القرن التاسع عشر.", "القرن التاسع عشر = 18XX"),
            (
                "في الربع الثالث من عام 2023.",
                "الربع الثالث من عام 2023 = 2023-07/2023-09",
            ),
            ("يوم الاثنين.", "الاثنين = 2024-06-17 or 2024-06-24"),
            ("استمر ثلاثة أشهر.", "ثلاثة أشهر = P3M"),
            ("استمر يومين.", "يومين = P2D"),
            (
                "مطلع 2024.",
                "مطلع 2024 = 2024-01/2024-04 or 2024-01/2024-06",
            ),
            (
                "وقعت في ١٢ آذار/مارس ٢٠٢١.",
                "١٢ آذار/مارس ٢٠٢١ = 2021-03-12",
            ),
            ("بين عامي 2010 و2014.", "بين عامي 2010 و2014 = 2010/2014"),
            ("قال الأب إن أحد أبنائه.", ""),
        ],
    );
}

#[test]
fn other_languages_have_iso_dates_only() {
    check(
        "nl",
        &[
            (
                "Op 2024-06-19 en in 2024-07 regende het.",
                "2024-06-19 = 2024-06-19; 2024-07 = 2024-07",
            ),
            ("Op 19 juni 2024 regende het.", ""),
            ("Tel. 2024-06-19-20 en 12024-06-19.", ""),
        ],
    );
}

#[test]
fn bounds_of_amounts_are_no_times_and_windows_have_their_ends() {
    check(
        "en",
        &[
            ("It will cut up to 1200 jobs.", ""),
            ("Up to 2030 it will stay.", "Up to 2030 = ../2030"),
            ("It stood at 6.1 % and fell by 5.15 euros.", ""),
            (
                "Three months to October 2024.",
                "Three months to October 2024 = 2024-08/2024-10",
            ),
            (
                "In the year to September 2024 it fell.",
                "the year to September 2024 = 2023-10/2024-09",
            ),
        ],
    );
    check("fr", &[("Jusqu’à 1 200 postes, jusqu’à 1500 euros.", "")]);
    check("es", &[("Hasta 1200 puestos.", "")]);
    check(
        "de",
        &[(
            "Im Jahr bis September 2024 fiel es.",
            "Jahr bis September 2024 = 2023-10/2024-09",
        )],
    );
}
