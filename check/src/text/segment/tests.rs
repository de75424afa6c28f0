//! What each profile cuts. In the tables `|` stands where a sentence starts.

use proptest::prelude::*;

use super::Segmentation;

/// The block of a row, and where its sentences start.
fn row(marked: &str) -> (String, Vec<usize>) {
    let mut starts = vec![0];
    let mut block = String::new();
    for (number, piece) in marked.split('|').enumerate() {
        if number > 0 {
            starts.push(block.len());
        }
        block += piece;
    }
    (block, starts)
}

fn starts(segmentation: Segmentation, block: &str) -> Vec<usize> {
    let sentences = segmentation.sentences(block);
    sentences
        .into_iter()
        .map(|sentence| sentence.start)
        .collect()
}

/// A block with `|` where sentences start.
fn marked(block: &str, starts: &[usize]) -> String {
    let mut text = block.to_owned();
    for start in starts.iter().rev().filter(|start| **start > 0) {
        text.insert(*start, '|');
    }
    text
}

fn first() -> Segmentation {
    Segmentation::named("dossier-segment/1", "en").unwrap()
}

#[test]
fn a_profile_is_found_by_its_name() {
    for name in super::SEGMENTATIONS {
        let found = Segmentation::named(name, "de").map(Segmentation::name);
        assert_eq!(found, Some(name));
    }
    assert!(Segmentation::named("dossier-segment/3", "de").is_none());
    assert_eq!(Segmentation::newest("de").name(), "dossier-segment/2");
}

/// What `dossier-segment/1` cut when it was the only profile, its faults with it. A row that fails
/// here has moved the places of articles that are published.
const FIRST: &str = "\
The law passed. iPhone sales fell. |It rained.
The attack came at dawn. 300 people fled.
The council voted no. The mayor left. |She said so.
He left.[|1] She stayed.
Am 3. |Oktober feiert Berlin. |Der 2. |Weltkrieg endete.
Er zahlte 5 Mio. |Euro an Dr. Meier, z. |B. für den 1. |FC.
It is made in the U.S. Officials declined. |Mr. Roe left.
At 5 p.m. |Monday Acme Inc. |Chief Jo Roe met Maj. |Doe.
«It will come.» |She left. |«Oui. » Non.
Alpha… beta… Gamma. |Delta!
「行きましょう。」|と彼は言った。|二番目です！「|本当？」|と言った。
यह पहला है। |यह दूसरा है।
Ի՞նչ ես մտածում: Ոչինչ:
";

#[test]
fn the_first_profile_cuts_as_ever() {
    for line in FIRST.lines() {
        let (block, _) = row(line);
        assert_eq!(marked(&block, &starts(first(), &block)), line);
    }
}

/// What `dossier-segment/2` cuts, by language; `xx` has no rules of its own.
const SECOND: &str = "\
en: The law passed. |iPhone sales fell. |eBay grew. |mRNA sold.
en: The attack came at dawn. |300 people fled. |12,000 stayed.
en: The council voted no. |The mayor left. |He is no. 5, see nos. 7 and 8.
en: It is 3 mm. |Then it grew by 5 km. |Police came.
en: He left.[1] |She stayed.[2][3] |They slept. [4, 5] |We woke.¹ |You rose.
en: It began in a clinic.11 |Others came. |It was in (1987).4 |So it went.
en: He lives in the U.S. |She works for the U.S. Army. |It is made in the U.S. |Officials declined.
en: It was 5 p.m. Monday. |They left at 6 p.m. |The rest left at 10 a.m. |Travelers who stayed slept.
en: Acme Inc. Chief Jo Roe met Maj. Doe of Mt. Airy. |Shares of Acme Co. fell. |She left Acme Ltd. |It grew.
en: J. K. Roe and Ann I. Poe met. |So did you and I. |Did A. A. Milk come?
en: J.-P. Roe met J-K. Poe and Ch.-A. Doe of Bar-le-Duc. |It was K.-H. Moe. |He left.
de: K.-H. Roe traf J.-P. Poe. |Es war Ch.-A. Doe. |Er ging.
fr: J.-P. Roe et Ch.-A. Poe sont partis. |C’était J.-M. Doe. |Il est parti avec le TGV-A. |Elle reste.
en: He joined Yahoo! Inc. and left Yahoo! |The firm fell.
en: Rain came (it was late. It was cold.) to the city. |(Nobody saw it.) |We did.
en: \"It is late.\" |She left. |\"It is so,\" he said. |\"Is it?\" she asked.
en: It stopped... |We went on. |He had … nothing. |I never . . . meant it. |He said ... |ROE: Who?
en: On 31. 12. 2024 and on Dec. 5 it rose. |In Dec. |The price fell.
en: See pages 2–11. |Then rest [2–11]. |It is late.
en: Rules: |1. Do not run. |2. Do not hide. |3. Stop.
en: 1. First item |2. Second item |3. Third item
en: (a) One thing is this. |(b) Another is that. |The aims (a) to grow and (b) to stay are met.
en: Sen. Roe (R-Mass.) met Gov. Poe. |The mass. |Police came.
en: See www.example.org. |Write to a.b@example.org. |It is v. 2.3.1 of a.out.
de: Am 3. Oktober feiert Berlin. |Der 2. Weltkrieg endete im 20. Jahrhundert.
de: Der 1. FC siegte in der 50. Minute. |Er ist 38. |Die Zahl steht auf Seite 12. |Dort steht sie.
de: Er zahlte 5 Mio. Euro, z. B. an Dr. Meier u. a. Leute, bzw. ca. 3 Mrd. Dollar. |So war es.
de: Das war 50 v. Chr. im Süden. |Die Schweiz. |Die Frau. |Deren Art. |Er kam mit dem Pkw. |Heuer auch.
de: Wien, am 12. Juni. |Um 20.30 Uhr am 5. 10. 2015 begann es in der Berliner Str. 5. |Es endete.
de: Papst Paul II. kam. |König Ludwig XIV. Bourbon hieß so. |Es war der XIV. |Er ging.
de: „Ich komme.“ |Er ging. |„Kommst du?“, fragte sie. |»Ja.« |Nein.
fr: M. Petit et Mme Roux sont là. |« Il viendra. » |Elle partit. |Qu’en dire ? |Rien !
fr: On verra… |Demain il pleuvra, p. ex. au nord. |Le prix a baissé, cf. Fig. 3.
es: ¿Cómo está? |¡Bien! |La Sra. Roe vive en EE. UU. con el Dr. Poe. |Dijo que no. |Luego salió, pág. 3.
it: La Sig.ra Roe e il Dott. Poe sono qui. |È vero. |Arriva il 23 nov. 2020, cfr. pag. 3.
nl: Dhr. Roe zei d.w.z. niets. |81 procent kwam, o.a. Poe. |,,Goed.'' |Hij ging.
da: Den 5. maj kom hr. Roe. |I 2. Division spillede f.eks. Poe. |De var 12. |Bagefter gik de.
nb: Han var bl.a. i St. Olavs gate 3. |Den 3. august kom kl. 12 Roe. |Det var alt.
pl: W 2. Dywizji był dr Roe, tj. on. |Zabrał 30 tys. zł. |Było to w 1986 r. |Rada milczała.
cs: V 1. FC hrál např. Roe. |Bylo jich 12. |Potom odešli.
ru: Это было в 1986 г. |Потом он уехал в г. Волжск к А. И. Роу и т. д. |Всё.
bg: Това е на ул. Роу 3, т.е. там. |Тук е проф. По.
hu: Az 1. Hadtest dr. Kis alatt, pl. ott. |Itt van.
el: Πού είναι; |Εκεί. |Ο κ. Ρόου ήρθε π.χ. χθες.
hy: Ի՞նչ ես մտածում: |Ոչինչ: |Բարեւ։ |Այո։
am: እንደምን አለህ፧ |መልካም ቀን። |እሺ።
hi: यह पहला है। |यह दूसरा है? |हाँ।
ur: کیا حال ہے؟ |یہ ٹھیک ہے۔ |جی۔
ar: قال د. رو نعم. |هل هذا صحيح؟ |نعم.
ka: ეს პირველია. |ეს მეორეა. |კარგი.
ja: 「行きましょう。」と彼は言った。|二番目です！|「本当？」と言った。|（雨だった。寒かった。）|だから帰った。
zh: 我们去看《来吧！朋友》好吗？|好！|他说：“走吧。”|他走了。|增长３．２％。|“来。去。”他说。
ko: 조약에 서명했다. |그는 떠났다!
xx: Dr. Roe came. |He left at dawn. |300 stayed. |See p. 5.
";

#[test]
fn the_second_profile_cuts_by_language() {
    for line in SECOND.lines() {
        let (language, line) = line.split_once(": ").unwrap();
        let (block, _) = row(line);
        let found = starts(Segmentation::newest(language), &block);
        assert_eq!(marked(&block, &found), line, "{language}");
    }
}

#[test]
fn a_language_is_told_by_its_first_subtag() {
    let (block, wanted) = row("Am 3. Oktober war es so. |Ja.");
    for tag in ["de", "de-AT", "DE_ch", "gsw"] {
        assert_eq!(starts(Segmentation::newest(tag), &block), wanted, "{tag}");
    }
    assert_eq!(starts(Segmentation::newest("en"), &block).len(), 3);
}

#[test]
fn blocks_end_as_sentences_in_all_scripts() {
    let newest = Segmentation::newest("xx");
    for ended in [
        "It is so.",
        "It is so.[17]",
        "“It is so.”",
        "It is so. (agency)",
        "यह पहला है।",
        "መልካም ቀን።",
        "Բարեւ։",
        "Բարեւ:",
        "یہ ٹھیک ہے۔",
        "هذا صحيح؟",
        "本当です。」",
        "ၿပီ။",
        "นี่คือประโยค",
    ] {
        assert!(newest.ends_sentence(ended), "{ended}");
    }
    for open in [
        "A headline",
        "«Title»",
        "Read more (5)",
        "अगला लेख",
        "もっと読む",
    ] {
        assert!(!newest.ends_sentence(open), "{open}");
    }
}

#[test]
fn hostile_blocks_take_no_longer_than_others() {
    for part in [
        "! ",
        "A. ",
        "a.1",
        ".[",
        "(a ",
        "] ",
        "1. A ",
        "。\"（",
        "Plan B. It ",
        "- ",
        "1) a. ",
        "… ",
    ] {
        let block = part.repeat(100_000 / part.len());
        let block = format!("(( {} so. {block}.", "- ".repeat(1_000));
        assert!(
            !starts(Segmentation::newest("de"), &block).is_empty(),
            "{part}"
        );
    }
}

/// A stretch of a text that no sentence ends in.
fn whole() -> impl Strategy<Value = String> {
    let inner = "[a-zA-Z0-9 .!?,;:]{0,12}";
    prop_oneof![
        inner.prop_map(|text| format!("(a{text})")),
        inner.prop_map(|text| format!("[a{text}]")),
        "[a-z。！]{0,8}".prop_map(|text| format!("「あ{text}」")),
        "[0-9]{1,3}(\\.[0-9]{3}){0,2}(,[0-9]{1,2})?",
        "[0-9]{1,3}(,[0-9]{3}){0,2}(\\.[0-9]{1,2})?",
        "([12]?[1-9]|3[01])\\. ?(1[0-2]|[1-9])\\. ?20[0-9]{2}",
        "[0-3]?[0-9]:[0-5][0-9]",
        "https?://[a-z]{1,5}\\.[a-z]{2,3}/[a-z0-9.?=]{0,8}[a-z]",
    ]
}

proptest! {
    #[test]
    fn no_sentence_ends_inside_of_a_bracket_number_or_date(
        parts in prop::collection::vec((whole(), "( [A-Za-z]{1,6}){0,3}[.!?]? "), 1..6),
        language in "(en|de|fr|ja|ru|da|hy|el|xx)",
    ) {
        let mut block = String::from("Then ");
        let mut wholes = Vec::new();
        for (whole, words) in parts {
            wholes.push(block.len()..block.len() + whole.len());
            block += &whole;
            block += &words;
        }
        let block = block.trim_end().to_owned();
        for start in starts(Segmentation::newest(&language), &block) {
            let inside = wholes.iter().any(|whole| whole.start < start && start < whole.end);
            prop_assert!(!inside, "{language}: {}", marked(&block, &[start]));
        }
    }

    #[test]
    fn all_of_a_block_is_in_its_sentences(block in "(\\PC|[.!?] |[A-Z「」()\\[\\]\"']){0,60}") {
        let block = crate::text::normalize(&block);
        for language in ["en", "de", "ja", "hy"] {
            let mut rest = block.as_str();
            for range in Segmentation::newest(language).sentences(&block).into_iter().rev() {
                prop_assert_eq!(rest.get(range.end..).map(str::trim), Some(""));
                rest = rest.get(..range.start).unwrap_or("?");
            }
            prop_assert_eq!(rest.trim(), "");
        }
    }
}
