//! Sentences of each language, and who has which role in them.

use dossier::v1::{Entity, EntityKind, EntityName};
use expect_test::{Expect, expect};

use super::*;

fn names() -> Names {
    use EntityKind::{Collective, Person, State};
    let entities = [
        (
            "marland",
            State,
            &["Marland", "Marlande", "Marlandia", "مارلاند"][..],
        ),
        ("holm", State, &["Holm", "هولم"]),
        (
            "venn",
            State,
            &[
                "Upper Venn",
                "Haut-Venn",
                "Ober-Venn",
                "Alto Venn",
                "فن العليا",
            ],
        ),
        ("brandt", Person, &["Ivo Brandt", "إيفو برانت"]),
        ("lund", Person, &["Anna Lund", "آنا لوند"]),
        (
            "league",
            Collective,
            &[
                "Lake League",
                "Ligue des lacs",
                "Seenbund",
                "Liga de los Lagos",
                "رابطة البحيرات",
            ],
        ),
    ];
    let entities = entities.map(|(id, kind, names)| Entity {
        name: format!("entities/{id}"),
        kind: kind.into(),
        names: names
            .iter()
            .map(|text| EntityName {
                text: (*text).to_owned(),
                ..EntityName::default()
            })
            .collect(),
        ..Entity::default()
    });
    Names::new(entities.iter())
}

/// Each sentence with its roles: `holm lends marland` as `Giver holm, Receiver marland`.
fn table(language: &str, sentences: &[&str], expected: &Expect) {
    let names = names();
    let mut out = String::new();
    for sentence in sentences {
        let mut roles = Roles::default();
        roles.read(Reader::new(language), &names, sentence);
        let mut casts: Vec<String> = roles
            .all
            .iter()
            .map(|cast| {
                let names = cast.entities.join("/").replace("entities/", "");
                format!("{:?} {names}", cast.role)
            })
            .collect();
        casts.sort();
        casts.dedup();
        out += sentence;
        out += "\n    ";
        out += &if casts.is_empty() {
            "nobody".to_owned()
        } else {
            casts.join(", ")
        };
        out.push('\n');
    }
    expected.assert_eq(&out);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn roles_in_english() {
    table(
        "en",
        &[
            "Marland has sent Upper Venn more than 3,700 barges of gravel.",
            "Since 2021 Marland has sent 3,700 barges of gravel to Upper Venn.",
            "Upper Venn received 3,700 barges from Marland.",
            "In all, 3,700 barges were sent to Upper Venn by Marland.",
            "Upper Venn was lent 12 dredgers by Holm.",
            "Holm and Marland sold Upper Venn timber.",
            "Upper Venn bought timber from Holm, Marland and Ivo Brandt.",
            "Deliveries from Holm to Marland stopped.",
            "Marland accused Upper Venn of theft.",
            "Upper Venn was accused by Marland of theft.",
            "Marland waged war against Holm.",
            "Ivo Brandt visited Upper Venn.",
            "Ivo Brandt, the president of Marland, had come to Upper Venn for a visit.",
            "Marland’s president Ivo Brandt met Anna Lund, the chancellor of Upper Venn.",
            "Marland belongs to the Lake League.",
            "Holm’s drones hit Marland, which sent Upper Venn gravel.",
            "He sent Upper Venn gravel.",
            "Critics of Marland attacked Upper Venn.",
            "Upper Venn delivered timber in return, and nobody says how much.",
            "Marland said it had paid Holm 3 million.",
        ],
        &expect![[r"
            Marland has sent Upper Venn more than 3,700 barges of gravel.
                Agent marland, Giver marland, Receiver venn
            Since 2021 Marland has sent 3,700 barges of gravel to Upper Venn.
                Agent marland, Giver marland, Receiver venn
            Upper Venn received 3,700 barges from Marland.
                Giver marland, Receiver venn
            In all, 3,700 barges were sent to Upper Venn by Marland.
                Agent marland, Giver marland, Receiver venn
            Upper Venn was lent 12 dredgers by Holm.
                Agent holm, Giver holm, Receiver venn
            Holm and Marland sold Upper Venn timber.
                Agent holm, Agent marland, Giver holm, Giver marland, Receiver venn
            Upper Venn bought timber from Holm, Marland and Ivo Brandt.
                Giver brandt, Giver holm, Giver marland, Receiver venn
            Deliveries from Holm to Marland stopped.
                Giver holm, Receiver marland
            Marland accused Upper Venn of theft.
                Agent marland, Patient venn, Speaker marland
            Upper Venn was accused by Marland of theft.
                Agent marland, Patient venn, Speaker marland
            Marland waged war against Holm.
                Agent marland, Patient holm
            Ivo Brandt visited Upper Venn.
                Agent brandt, Patient venn
            Ivo Brandt, the president of Marland, had come to Upper Venn for a visit.
                Agent brandt, Holder brandt, Patient venn, Principal marland
            Marland’s president Ivo Brandt met Anna Lund, the chancellor of Upper Venn.
                Holder brandt, Holder lund, Principal marland, Principal venn
            Marland belongs to the Lake League.
                Agent marland, Patient league
            Holm’s drones hit Marland, which sent Upper Venn gravel.
                Receiver venn
            He sent Upper Venn gravel.
                Receiver venn
            Critics of Marland attacked Upper Venn.
                Patient venn
            Upper Venn delivered timber in return, and nobody says how much.
                Agent venn, Giver venn
            Marland said it had paid Holm 3 million.
                Receiver holm, Speaker marland
        "]],
    );
}

#[test]
fn roles_in_french() {
    table(
        "fr",
        &[
            "La Marlande a livré au Haut-Venn plus de 3 700 péniches de gravier.",
            "Depuis 2021, la Marlande a envoyé 3 700 péniches au Haut-Venn.",
            "Le Haut-Venn a reçu 3 700 péniches de la Marlande.",
            "Le Haut-Venn a acheté du bois à Holm.",
            "Douze dragues ont été prêtées à la Marlande par Holm.",
            "Holm et la Marlande ont vendu du bois au Haut-Venn.",
            "Les livraisons de Holm à la Marlande ont cessé.",
            "La Marlande accuse le Haut-Venn de vol.",
            "Le Haut-Venn a été accusé de vol par la Marlande.",
            "La Marlande a mené une guerre contre Holm.",
            "Ivo Brandt s’est rendu au Haut-Venn.",
            "Ivo Brandt, le président de la Marlande, est venu au Haut-Venn.",
            "Le président de la Marlande, Ivo Brandt, a rencontré la chancelière du Haut-Venn, Anna Lund.",
            "La Marlande appartient à la Ligue des lacs.",
            "Il a envoyé du gravier au Haut-Venn.",
            "Des critiques de la Marlande ont attaqué le Haut-Venn.",
        ],
        &expect![[r"
            La Marlande a livré au Haut-Venn plus de 3 700 péniches de gravier.
                Agent marland, Giver marland, Receiver venn
            Depuis 2021, la Marlande a envoyé 3 700 péniches au Haut-Venn.
                Agent marland, Giver marland, Receiver venn
            Le Haut-Venn a reçu 3 700 péniches de la Marlande.
                Giver marland, Receiver venn
            Le Haut-Venn a acheté du bois à Holm.
                Giver holm, Receiver venn
            Douze dragues ont été prêtées à la Marlande par Holm.
                Agent holm, Giver holm, Receiver marland
            Holm et la Marlande ont vendu du bois au Haut-Venn.
                Agent holm, Agent marland, Giver holm, Giver marland, Receiver venn
            Les livraisons de Holm à la Marlande ont cessé.
                Giver holm, Receiver marland
            La Marlande accuse le Haut-Venn de vol.
                Agent marland, Patient venn, Speaker marland
            Le Haut-Venn a été accusé de vol par la Marlande.
                Agent marland, Patient venn, Speaker marland
            La Marlande a mené une guerre contre Holm.
                Patient holm
            Ivo Brandt s’est rendu au Haut-Venn.
                Agent brandt, Patient venn
            Ivo Brandt, le président de la Marlande, est venu au Haut-Venn.
                Agent brandt, Holder brandt, Patient venn, Principal marland
            Le président de la Marlande, Ivo Brandt, a rencontré la chancelière du Haut-Venn, Anna Lund.
                Holder brandt, Principal marland, Principal venn
            La Marlande appartient à la Ligue des lacs.
                Agent marland, Patient league
            Il a envoyé du gravier au Haut-Venn.
                Receiver venn
            Des critiques de la Marlande ont attaqué le Haut-Venn.
                Patient venn
        "]],
    );
}

#[test]
fn roles_in_german() {
    table(
        "de",
        &[
            "Marland hat Ober-Venn mehr als 3.700 Kähne Kies geschickt.",
            "Seit 2021 hat Marland 3.700 Kähne Kies an Ober-Venn geliefert.",
            "Ober-Venn erhielt 3.700 Kähne von Marland.",
            "Von Holm erhielt Marland zwölf Bagger.",
            "Zwölf Bagger wurden von Holm an Marland verliehen.",
            "Holm leiht Marland zwölf Bagger.",
            "Holm und Marland verkauften Holz an Ober-Venn.",
            "Die Lieferungen von Holm an Marland endeten.",
            "Marland beschuldigt Ober-Venn des Diebstahls.",
            "Ober-Venn wurde von Marland des Diebstahls beschuldigt.",
            "Marland führte Krieg gegen Holm.",
            "Ivo Brandt besuchte Ober-Venn.",
            "Ivo Brandt, der Präsident von Marland, reiste nach Ober-Venn.",
            "Marland gehört zum Seenbund.",
            "Er schickte Ober-Venn Kies.",
            "Der Präsident von Marland, Ivo Brandt, traf die Kanzlerin von Ober-Venn, Anna Lund.",
        ],
        &expect![[r"
            Marland hat Ober-Venn mehr als 3.700 Kähne Kies geschickt.
                Agent marland, Giver marland, Receiver venn
            Seit 2021 hat Marland 3.700 Kähne Kies an Ober-Venn geliefert.
                Agent marland, Giver marland, Receiver venn
            Ober-Venn erhielt 3.700 Kähne von Marland.
                Giver marland, Receiver venn
            Von Holm erhielt Marland zwölf Bagger.
                Giver holm, Receiver marland
            Zwölf Bagger wurden von Holm an Marland verliehen.
                Agent holm, Giver holm, Receiver marland
            Holm leiht Marland zwölf Bagger.
                Agent holm, Giver holm, Receiver marland
            Holm und Marland verkauften Holz an Ober-Venn.
                Agent holm, Agent marland, Giver holm, Giver marland, Receiver venn
            Die Lieferungen von Holm an Marland endeten.
                Giver holm, Receiver marland
            Marland beschuldigt Ober-Venn des Diebstahls.
                Agent marland, Patient venn
            Ober-Venn wurde von Marland des Diebstahls beschuldigt.
                Agent marland, Patient venn
            Marland führte Krieg gegen Holm.
                Agent marland, Patient holm
            Ivo Brandt besuchte Ober-Venn.
                Agent brandt, Patient venn
            Ivo Brandt, der Präsident von Marland, reiste nach Ober-Venn.
                Holder brandt, Patient venn, Principal marland
            Marland gehört zum Seenbund.
                Agent marland, Patient league
            Er schickte Ober-Venn Kies.
                nobody
            Der Präsident von Marland, Ivo Brandt, traf die Kanzlerin von Ober-Venn, Anna Lund.
                Holder brandt, Principal marland, Principal venn
        "]],
    );
}

#[test]
fn roles_in_spanish() {
    table(
        "es",
        &[
            "Marlandia ha enviado a Alto Venn más de 3.700 barcazas de grava.",
            "Desde 2021, Marlandia envió 3.700 barcazas a Alto Venn.",
            "Alto Venn recibió 3.700 barcazas de Marlandia.",
            "Alto Venn compró madera a Holm.",
            "Doce dragas fueron prestadas a Marlandia por Holm.",
            "Holm y Marlandia vendieron madera a Alto Venn.",
            "Las entregas de Holm a Marlandia cesaron.",
            "Marlandia acusó a Alto Venn de robo.",
            "Alto Venn fue acusado de robo por Marlandia.",
            "Marlandia impuso sanciones contra Holm.",
            "Ivo Brandt visitó Alto Venn.",
            "Ivo Brandt, presidente de Marlandia, viajó a Alto Venn.",
            "El presidente de Marlandia, Ivo Brandt, recibió a la canciller de Alto Venn, Anna Lund.",
            "Marlandia pertenece a la Liga de los Lagos.",
            "Él envió grava a Alto Venn.",
            "Marlandia no vendió nada a Holm.",
        ],
        &expect![[r"
            Marlandia ha enviado a Alto Venn más de 3.700 barcazas de grava.
                Agent marland, Giver marland, Receiver venn
            Desde 2021, Marlandia envió 3.700 barcazas a Alto Venn.
                Agent marland, Giver marland, Receiver venn
            Alto Venn recibió 3.700 barcazas de Marlandia.
                Giver marland, Receiver venn
            Alto Venn compró madera a Holm.
                Giver holm, Receiver venn
            Doce dragas fueron prestadas a Marlandia por Holm.
                Agent holm, Giver holm, Receiver marland
            Holm y Marlandia vendieron madera a Alto Venn.
                Agent holm, Agent marland, Giver holm, Giver marland, Receiver venn
            Las entregas de Holm a Marlandia cesaron.
                Giver holm, Receiver marland
            Marlandia acusó a Alto Venn de robo.
                Agent marland, Patient venn, Speaker marland
            Alto Venn fue acusado de robo por Marlandia.
                Agent marland, Patient venn
            Marlandia impuso sanciones contra Holm.
                Agent marland, Patient holm
            Ivo Brandt visitó Alto Venn.
                Agent brandt, Patient venn
            Ivo Brandt, presidente de Marlandia, viajó a Alto Venn.
                Agent brandt, Holder brandt, Patient venn, Principal marland
            El presidente de Marlandia, Ivo Brandt, recibió a la canciller de Alto Venn, Anna Lund.
                Giver venn, Holder brandt, Holder lund, Principal marland, Principal venn
            Marlandia pertenece a la Liga de los Lagos.
                Agent marland, Patient league
            Él envió grava a Alto Venn.
                Receiver venn
            Marlandia no vendió nada a Holm.
                Agent marland, Giver marland, Receiver holm
        "]],
    );
}

#[test]
fn roles_in_arabic() {
    table(
        "ar",
        &[
            "أرسلت مارلاند 3700 صندل من الحصى إلى فن العليا.",
            "وأرسلت مارلاند إلى فن العليا 3700 صندل.",
            "تلقت فن العليا 3700 صندل من مارلاند.",
            "اشترت فن العليا الخشب من هولم.",
            "مارلاند أرسلت الحصى إلى هولم.",
            "أعارت هولم مارلاند 12 حفارة.",
            "باعت هولم ومارلاند الخشب إلى فن العليا.",
            "توقفت الشحنات من هولم إلى مارلاند.",
            "اتهمت مارلاند فن العليا بالسرقة.",
            "هاجمت مارلاند هولم.",
            "زار إيفو برانت فن العليا.",
            "زار رئيس مارلاند إيفو برانت فن العليا.",
            "انضمت مارلاند إلى رابطة البحيرات.",
            "فرضت مارلاند عقوبات على هولم.",
            "قدمت مارلاند الدعم إلى هولم.",
        ],
        &expect![[r"
            أرسلت مارلاند 3700 صندل من الحصى إلى فن العليا.
                Agent marland, Giver marland, Receiver venn
            وأرسلت مارلاند إلى فن العليا 3700 صندل.
                Agent marland, Giver marland, Receiver venn
            تلقت فن العليا 3700 صندل من مارلاند.
                Giver marland, Receiver venn
            اشترت فن العليا الخشب من هولم.
                Giver holm, Receiver venn
            مارلاند أرسلت الحصى إلى هولم.
                Agent marland, Giver marland, Receiver holm
            أعارت هولم مارلاند 12 حفارة.
                Agent holm, Giver holm, Receiver marland
            باعت هولم ومارلاند الخشب إلى فن العليا.
                Agent holm, Agent marland, Giver holm, Giver marland, Receiver venn
            توقفت الشحنات من هولم إلى مارلاند.
                Giver holm, Receiver marland
            اتهمت مارلاند فن العليا بالسرقة.
                Agent marland, Patient venn, Speaker marland
            هاجمت مارلاند هولم.
                Agent marland, Patient holm
            زار إيفو برانت فن العليا.
                Agent brandt, Patient venn
            زار رئيس مارلاند إيفو برانت فن العليا.
                Holder brandt, Principal marland
            انضمت مارلاند إلى رابطة البحيرات.
                Agent marland, Patient league
            فرضت مارلاند عقوبات على هولم.
                Agent marland, Patient holm
            قدمت مارلاند الدعم إلى هولم.
                Agent marland, Giver marland, Receiver holm
        "]],
    );
}

#[test]
fn speakers_in_english() {
    table(
        "en",
        &[
            "Ivo Brandt said that the canal would calm the shores.",
            "“It will calm the shores”, said Anna Lund.",
            "The canal, Anna Lund has said, will calm the shores.",
            "According to Ivo Brandt, the canal pays.",
            "The canal pays, according to Marland.",
            "Ivo Brandt told Anna Lund that the canal pays.",
            "He told Anna Lund that the canal pays.",
            "Anna Lund was told by Ivo Brandt that the canal pays.",
            "Ivo Brandt, the president of Marland, said that the canal pays.",
            "Ivo Brandt was accused by Anna Lund of lying.",
            "Marland denies it.",
            "The canal pays, Anna Lund quoted Ivo Brandt as saying.",
            "Nobody in Marland said so.",
            "The spokesman of Marland said nothing.",
            "Ivo Brandt and Anna Lund warned of a drought.",
            "Ivo Brandt, citing Anna Lund, called it a lie.",
        ],
        &expect![[r"
            Ivo Brandt said that the canal would calm the shores.
                Speaker brandt
            “It will calm the shores”, said Anna Lund.
                Speaker lund
            The canal, Anna Lund has said, will calm the shores.
                Speaker lund
            According to Ivo Brandt, the canal pays.
                Speaker brandt
            The canal pays, according to Marland.
                Speaker marland
            Ivo Brandt told Anna Lund that the canal pays.
                Agent brandt, Patient lund, Speaker brandt
            He told Anna Lund that the canal pays.
                Patient lund
            Anna Lund was told by Ivo Brandt that the canal pays.
                Agent brandt, Patient lund, Speaker brandt
            Ivo Brandt, the president of Marland, said that the canal pays.
                Holder brandt, Principal marland, Speaker brandt
            Ivo Brandt was accused by Anna Lund of lying.
                Agent lund, Patient brandt, Speaker lund
            Marland denies it.
                Speaker marland
            The canal pays, Anna Lund quoted Ivo Brandt as saying.
                nobody
            Nobody in Marland said so.
                nobody
            The spokesman of Marland said nothing.
                nobody
            Ivo Brandt and Anna Lund warned of a drought.
                Agent brandt, Agent lund, Speaker brandt, Speaker lund
            Ivo Brandt, citing Anna Lund, called it a lie.
                Speaker brandt, Speaker lund
        "]],
    );
}

#[test]
fn speakers_in_french() {
    table(
        "fr",
        &[
            "Ivo Brandt a dit que le canal apaiserait les rives.",
            "« Il apaisera les rives », a dit Anna Lund.",
            "« Il apaisera les rives », affirme Anna Lund.",
            "Le canal, assure Anna Lund, apaisera les rives.",
            "Selon Ivo Brandt, le canal est rentable.",
            "Le canal est rentable, d’après la Marlande.",
            "Il a demandé à Anna Lund si le canal est rentable.",
            "Ivo Brandt, président de la Marlande, estime que le canal est rentable.",
            "Ivo Brandt a été accusé de mensonge par Anna Lund.",
            "La Marlande dément.",
            "Ivo Brandt et Anna Lund ont averti d’une sécheresse.",
            "Aux yeux d’Anna Lund, c’est un mensonge.",
            "Il est rentable, a-t-il dit à Anna Lund.",
            "Le porte-parole de la Marlande a dit le contraire.",
            "Anna Lund précise que la Marlande paie.",
        ],
        &expect![[r"
            Ivo Brandt a dit que le canal apaiserait les rives.
                Speaker brandt
            « Il apaisera les rives », a dit Anna Lund.
                Speaker lund
            « Il apaisera les rives », affirme Anna Lund.
                Speaker lund
            Le canal, assure Anna Lund, apaisera les rives.
                Speaker lund
            Selon Ivo Brandt, le canal est rentable.
                Speaker brandt
            Le canal est rentable, d’après la Marlande.
                Speaker marland
            Il a demandé à Anna Lund si le canal est rentable.
                nobody
            Ivo Brandt, président de la Marlande, estime que le canal est rentable.
                Holder brandt, Principal marland, Speaker brandt
            Ivo Brandt a été accusé de mensonge par Anna Lund.
                Agent lund, Patient brandt, Speaker lund
            La Marlande dément.
                Speaker marland
            Ivo Brandt et Anna Lund ont averti d’une sécheresse.
                Agent brandt, Agent lund, Speaker brandt, Speaker lund
            Aux yeux d’Anna Lund, c’est un mensonge.
                nobody
            Il est rentable, a-t-il dit à Anna Lund.
                nobody
            Le porte-parole de la Marlande a dit le contraire.
                nobody
            Anna Lund précise que la Marlande paie.
                Speaker lund
        "]],
    );
}

#[test]
fn speakers_in_german() {
    table(
        "de",
        &[
            "Ivo Brandt sagte, der Kanal werde die Ufer beruhigen.",
            "„Er beruhigt die Ufer“, sagte Anna Lund.",
            "Der Kanal, so Anna Lund, beruhige die Ufer.",
            "Laut Ivo Brandt lohnt sich der Kanal.",
            "Nach Angaben von Marland lohnt sich der Kanal.",
            "Marland zufolge lohnt sich der Kanal.",
            "Das erklärte Anna Lund am Montag.",
            "Ivo Brandt, Präsident von Marland, sagte nichts.",
            "Ivo Brandt wurde von Anna Lund der Lüge beschuldigt.",
            "Marland bestreitet das.",
            "Ivo Brandt und Anna Lund warnten vor einer Dürre.",
            "Er sagte Anna Lund die Wahrheit.",
            "Am Montag warnte Anna Lund vor einer Dürre.",
            "Ivo Brandt teilte Anna Lund mit, der Kanal lohne sich.",
            "Wie Anna Lund sagte, lohnt sich der Kanal.",
        ],
        &expect![[r"
            Ivo Brandt sagte, der Kanal werde die Ufer beruhigen.
                Speaker brandt
            „Er beruhigt die Ufer“, sagte Anna Lund.
                Speaker lund
            Der Kanal, so Anna Lund, beruhige die Ufer.
                Speaker lund
            Laut Ivo Brandt lohnt sich der Kanal.
                Speaker brandt
            Nach Angaben von Marland lohnt sich der Kanal.
                Speaker marland
            Marland zufolge lohnt sich der Kanal.
                Speaker marland
            Das erklärte Anna Lund am Montag.
                Speaker lund
            Ivo Brandt, Präsident von Marland, sagte nichts.
                Holder brandt, Principal marland, Speaker brandt
            Ivo Brandt wurde von Anna Lund der Lüge beschuldigt.
                Agent lund, Patient brandt
            Marland bestreitet das.
                Speaker marland
            Ivo Brandt und Anna Lund warnten vor einer Dürre.
                Agent brandt, Agent lund
            Er sagte Anna Lund die Wahrheit.
                nobody
            Am Montag warnte Anna Lund vor einer Dürre.
                Agent lund, Speaker lund
            Ivo Brandt teilte Anna Lund mit, der Kanal lohne sich.
                Speaker brandt
            Wie Anna Lund sagte, lohnt sich der Kanal.
                nobody
        "]],
    );
}

#[test]
fn speakers_in_spanish() {
    table(
        "es",
        &[
            "Ivo Brandt dijo que el canal calmaría las orillas.",
            "«Calmará las orillas», dijo Anna Lund.",
            "El canal, aseguró Anna Lund, calmará las orillas.",
            "Según Ivo Brandt, el canal es rentable.",
            "El canal es rentable, de acuerdo con Marlandia.",
            "Afirmó Anna Lund que el canal es rentable.",
            "Ella pidió a Anna Lund una respuesta.",
            "Ivo Brandt, presidente de Marlandia, cree que el canal es rentable.",
            "Ivo Brandt fue acusado de mentir por Anna Lund.",
            "Marlandia lo niega.",
            "Ivo Brandt y Anna Lund advirtieron de una sequía.",
            "A juicio de Anna Lund, es mentira.",
            "El portavoz de Marlandia dijo lo contrario.",
            "Anna Lund no dijo nada.",
            "En palabras de Anna Lund, es una mentira.",
        ],
        &expect![[r"
            Ivo Brandt dijo que el canal calmaría las orillas.
                Speaker brandt
            «Calmará las orillas», dijo Anna Lund.
                Speaker lund
            El canal, aseguró Anna Lund, calmará las orillas.
                Speaker lund
            Según Ivo Brandt, el canal es rentable.
                Speaker brandt
            El canal es rentable, de acuerdo con Marlandia.
                Speaker marland
            Afirmó Anna Lund que el canal es rentable.
                Speaker lund
            Ella pidió a Anna Lund una respuesta.
                nobody
            Ivo Brandt, presidente de Marlandia, cree que el canal es rentable.
                Holder brandt, Principal marland, Speaker brandt
            Ivo Brandt fue acusado de mentir por Anna Lund.
                Agent lund, Patient brandt
            Marlandia lo niega.
                Speaker marland
            Ivo Brandt y Anna Lund advirtieron de una sequía.
                Speaker brandt, Speaker lund
            A juicio de Anna Lund, es mentira.
                Speaker lund
            El portavoz de Marlandia dijo lo contrario.
                nobody
            Anna Lund no dijo nada.
                Speaker lund
            En palabras de Anna Lund, es una mentira.
                Speaker lund
        "]],
    );
}

#[test]
fn speakers_in_arabic() {
    table(
        "ar",
        &[
            "قال إيفو برانت إن القناة مفيدة.",
            "وقالت المهندسة آنا لوند إن المزيد متوقع.",
            "صرحت آنا لوند بأن القناة مفيدة.",
            "وفقا لإيفو برانت فإن القناة مفيدة.",
            "بحسب مارلاند فإن القناة مفيدة.",
            "إيفو برانت قال إن القناة مفيدة.",
            "قال رئيس مارلاند إيفو برانت إن القناة مفيدة.",
            "نفت مارلاند ذلك.",
            "حذرت آنا لوند من الجفاف.",
            "أكد إيفو برانت وآنا لوند ذلك.",
            "اتهم إيفو برانت آنا لوند بالكذب.",
            "وأضافت آنا لوند أن مارلاند تدفع.",
            "لم يقل إيفو برانت شيئا.",
            "وقال إن آنا لوند كذبت.",
            "في رأي آنا لوند القناة مفيدة.",
        ],
        &expect![[r"
            قال إيفو برانت إن القناة مفيدة.
                Speaker brandt
            وقالت المهندسة آنا لوند إن المزيد متوقع.
                Speaker lund
            صرحت آنا لوند بأن القناة مفيدة.
                Speaker lund
            وفقا لإيفو برانت فإن القناة مفيدة.
                Speaker brandt
            بحسب مارلاند فإن القناة مفيدة.
                Speaker marland
            إيفو برانت قال إن القناة مفيدة.
                Speaker brandt
            قال رئيس مارلاند إيفو برانت إن القناة مفيدة.
                Holder brandt, Principal marland
            نفت مارلاند ذلك.
                Speaker marland
            حذرت آنا لوند من الجفاف.
                Agent lund, Speaker lund
            أكد إيفو برانت وآنا لوند ذلك.
                Speaker brandt, Speaker lund
            اتهم إيفو برانت آنا لوند بالكذب.
                Agent brandt, Patient lund, Speaker brandt
            وأضافت آنا لوند أن مارلاند تدفع.
                Agent marland, Giver marland, Speaker lund
            لم يقل إيفو برانت شيئا.
                nobody
            وقال إن آنا لوند كذبت.
                nobody
            في رأي آنا لوند القناة مفيدة.
                Speaker lund
        "]],
    );
}

#[test]
fn only_a_participle_is_passive() {
    for (language, sentence, giver) in [
        ("en", "Marland is supplying Holm with gravel.", "marland"),
        (
            "en",
            "Marland has been supplying Holm with gravel.",
            "marland",
        ),
        ("en", "Marland is lending Holm €5m.", "marland"),
        ("en", "Marland is to send Holm gravel.", "marland"),
        (
            "en",
            "Marland is due to supply Holm with gravel.",
            "marland",
        ),
        ("en", "Holm is to be supplied by Marland.", "marland"),
        ("en", "Holm was being supplied by Marland.", "marland"),
        ("en", "Holm was lent 12 dredgers by Marland.", "marland"),
        (
            "de",
            "Marland wird Holm im Herbst 2026 Kies liefern.",
            "marland",
        ),
        ("de", "Marland wird Holm Kies verkaufen.", "marland"),
        ("de", "Marland will Holm Kies verkaufen.", "marland"),
        ("de", "Kies wird von Marland an Holm geliefert.", "marland"),
        ("de", "Holm wurde von Marland Kies angeboten.", "marland"),
        ("de", "Marland wird Holm zwölf Schiffe übergeben.", ""),
        (
            "fr",
            "La Marlande est en train de livrer du gravier à Holm.",
            "",
        ),
        (
            "fr",
            "Le gravier a été livré à Holm par la Marlande.",
            "marland",
        ),
        (
            "es",
            "La grava fue enviada a Holm por Marlandia.",
            "marland",
        ),
    ] {
        let mut roles = Roles::default();
        roles.read(Reader::new(language), &names(), sentence);
        let mut givers: Vec<&str> = roles
            .with_role(Role::Giver)
            .flat_map(|cast| &cast.entities)
            .filter_map(|name| name.strip_prefix("entities/"))
            .collect();
        givers.dedup();
        let expected: Vec<&str> = (!giver.is_empty()).then_some(giver).into_iter().collect();
        assert_eq!(givers, expected, "{sentence}");
    }
}

#[test]
fn a_clause_between_hides_no_speaker_and_a_noun_is_none() {
    for (language, sentence, speaker) in [
        (
            "en",
            "Marland, which owns the mine, said it would pay.",
            "marland",
        ),
        (
            "en",
            "Marland, whose ports are closed, said it would pay.",
            "marland",
        ),
        ("en", "Marland said it would pay.", "marland"),
        ("en", "According to the Lake League, it paid.", "league"),
        ("en", "“The Marland report,” said Anna Lund.", "lund"),
        (
            "de",
            "Marland, dem die Mine gehört, sagte, es werde zahlen.",
            "marland",
        ),
        ("de", "Marland wies den Vorwurf von sich.", "marland"),
        (
            "fr",
            "La Marlande, qui possède la mine, a dit qu’elle paierait.",
            "marland",
        ),
        (
            "es",
            "Marlandia, que posee la mina, dijo que pagaría.",
            "marland",
        ),
    ] {
        let mut roles = Roles::default();
        roles.read(Reader::new(language), &names(), sentence);
        let mut speakers: Vec<&str> = roles
            .with_role(Role::Speaker)
            .flat_map(|cast| &cast.entities)
            .filter_map(|name| name.strip_prefix("entities/"))
            .collect();
        speakers.dedup();
        assert_eq!(speakers, [speaker], "{sentence}");
    }
}
