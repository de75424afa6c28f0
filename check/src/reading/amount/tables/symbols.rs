//! The symbols of units in print: `km`, `kWh`, `m²`, `°C`.

use rustc_hash::FxHashMap;

use crate::model::unit;

/// Symbols that are mostly words where they stand behind a number: `5 in Kyiv`, `2 a day`.
const WORDS: [&str; 17] = [
    "in", "mi", "ac", "y", "Y", "a", "d", "A", "b", "B", "K", "T", "tn", "C", "F", "H", "no",
];

/// What stands at a length that is raised.
const POWERS: [(&str, &str); 4] = [("2", "2"), ("3", "3"), ("²", "2"), ("³", "3")];

/// Every symbol with the codes of UCUM that it may stand for.
pub(super) fn symbols() -> FxHashMap<String, Vec<String>> {
    let mut symbols = FxHashMap::default();
    for (symbol, codes) in unit::symbols() {
        let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
        symbols.insert(symbol.to_owned(), codes);
    }
    for code in unit::metric_codes() {
        let print = code.replace("By", "B").replace('.', "");
        let print = if print == "L" { "l".to_owned() } else { print };
        for written in [print.replace('u', "µ"), print, code.clone()] {
            symbols.entry(written).or_insert_with(|| vec![code.clone()]);
        }
        if code.ends_with('m') {
            for (mark, power) in POWERS {
                symbols.insert(format!("{code}{mark}"), vec![format!("{code}{power}")]);
            }
        }
    }
    for (written, code) in [
        ("mL", "mL"),
        ("ml", "mL"),
        ("cl", "cL"),
        ("dl", "dL"),
        ("h", "h"),
        ("s", "s"),
        ("min", "min"),
        ("ms", "ms"),
    ] {
        symbols.insert(written.to_owned(), vec![code.to_owned()]);
    }
    for word in WORDS {
        symbols.remove(word);
    }
    symbols
}
