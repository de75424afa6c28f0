use proptest::prelude::*;

use super::*;

#[test]
fn codes_and_counted_things_are_units() {
    for unit in [
        "km",
        "a",
        "%",
        "1",
        "kW.h",
        "m2",
        "[mi_i]/h",
        "10*3",
        "kg{dry}",
        "{drone}",
        "{leap_second}",
        "{fighter jet}",
        "{شاحنة}",
        "{véhicule}",
        "{人}",
        "{child|children}",
        "{soldier}/d",
        "{véhicule}/d",
        "Cel",
    ] {
        assert_eq!(wrong(unit), None, "{unit}");
    }
}

#[test]
fn a_unit_starts_with_no_number() {
    for (unit, hint) in [
        ("700{truck}", "`3700 {truck}`, not `3 700{truck}`"),
        ("700.t", "`3700 t`, not `3 700.t`"),
        ("700/h", "write a fraction with a point"),
        ("700", "`3700`, not `3 700`"),
        ("1/2 h", "write a fraction with a point"),
        ("1/2.h", "write a fraction with a point"),
        ("/2 t", "write a fraction with a point"),
        ("2 t", "`32 t`, not `3 2 t`"),
    ] {
        let remark = wrong(unit).expect("a remark");
        let suggestion = remark.suggestion.expect("a suggestion");
        assert!(suggestion.contains(hint), "{unit}: {suggestion}");
    }
}

#[test]
fn what_is_no_unit_is_answered_with_what_is_meant() {
    let mut wrong_rows = Vec::new();
    for (unit, suggestion) in [
        ("kWh", "write `kW.h`"),
        ("Nm", "write `N.m`"),
        ("mAh", "write `mA.h`"),
        ("degC", "write `Cel`"),
        ("kgs", "write `kg`"),
        ("yrs", "write `a`"),
        ("hrs", "write `h`"),
        ("TWh", "write `TW.h`"),
        ("MWh/a", "write `MW.h/a`"),
        ("km²", "write `km2`"),
        ("m³", "write `m3`"),
        ("m^2", "write `m2`"),
        ("km/h²", "write `km/h2`"),
        ("°C", "write `Cel`"),
        ("°F", "write `[degF]`"),
        ("ha", "write `har`"),
        ("t/ha", "write `t/har`"),
        ("lb", "write `[lb_av]`"),
        ("oz", "write `[oz_av]`"),
        ("bbl", "write `[bbl_us]`"),
        ("bbl/d", "write `[bbl_us]/d`"),
        ("barrels per day", "write `[bbl_us]/d`"),
        ("square kilometres", "write `km2`"),
        ("sq miles", "write `[mi_i]2`"),
        ("days", "write `d`"),
        ("years", "write `a`"),
        ("Jahre", "write `a`"),
        ("سنوات", "write `a`"),
        ("people", "write `{person}`"),
        ("jobs", "write `{job}`"),
        ("percent", "write `%`"),
        ("Prozent", "write `%`"),
        ("percentage points", "write `{percentage point}`"),
        ("KM", "write `km`"),
        ("Kg", "write `kg`"),
        ("KWH", "write `kW.h`"),
        ("tons", "write `t` or `[ston_av]`"),
        ("gal", "write `[gal_us]` or `[gal_br]`"),
        ("l/100km", "write `l/(100.km)`"),
        ("g/kWh", "write `g/(kW.h)`"),
        ("µg/m³", "write `ug/m3`"),
        ("m/sec", "write `m/s`"),
        ("Mbps", "write `Mbit/s`"),
        ("GB/s", "write `GBy/s`"),
        ("Mb", "write `Mbit`"),
        ("véhicules", "write `{véhicules}`"),
    ] {
        let remark = wrong(unit).expect(unit);
        assert_eq!(remark.message, format!("`{unit}` is not a unit (UCUM)"));
        if remark.suggestion.as_deref() != Some(suggestion) {
            wrong_rows.push((unit, remark.suggestion));
        }
    }
    assert_eq!(wrong_rows, Vec::new());
}

#[test]
fn numbers_money_and_empty_braces_are_told_apart() {
    for (unit, message, hint) in [
        (
            "700",
            "is a number, not a unit",
            "a number belongs in the amount",
        ),
        (
            "1000",
            "is a number, not a unit",
            "a number belongs in the amount",
        ),
        ("{}", "does not name", "write what is counted in braces"),
        ("{1}", "does not name", "write what is counted in braces"),
        (
            "€/t",
            "is not a unit (UCUM)",
            "write the currency before the number: `EUR 12`",
        ),
        (
            "$",
            "is not a unit (UCUM)",
            "write the currency before the number: `USD 12`",
        ),
        (
            "GBP",
            "is not a unit (UCUM)",
            "write the currency before the number: `GBP 12`",
        ),
        (
            "?",
            "is not a unit (UCUM)",
            "write what is counted in braces",
        ),
    ] {
        let remark = wrong(unit).expect(unit);
        assert!(
            remark.message.contains(message),
            "{unit}: {}",
            remark.message
        );
        assert!(
            remark
                .suggestion
                .is_some_and(|suggestion| suggestion.starts_with(hint)),
            "{unit}"
        );
    }
}

#[test]
fn codes_that_mean_something_else_are_doubted() {
    for (unit, message) in [
        ("mph", "the unit `mph` means milliphot (UCUM)"),
        ("GB", "the unit `GB` means gigabel (UCUM)"),
        ("ft2", "the unit `ft` means femtotonne (UCUM)"),
        ("F", "the unit `F` means farad (UCUM)"),
        ("K", "the unit `K` means kelvin (UCUM)"),
        ("t/PS", "the unit `PS` means petasiemens (UCUM)"),
    ] {
        assert_eq!(
            doubtful(unit).map(|remark| remark.message).as_deref(),
            Some(message),
            "{unit}"
        );
    }
    for unit in [
        "km",
        "kg",
        "GBy",
        "[ft_i]",
        "Cel",
        "{mph}",
        "%",
        "t",
        "min",
        "{drone}/d",
    ] {
        assert_eq!(doubtful(unit), None, "{unit}");
    }
}

#[test]
fn every_row_of_the_tables_leads_to_units() {
    let mut wrong = Vec::new();
    for friend in FALSE_FRIENDS {
        wrong.extend((!is_unit(friend.code)).then_some(friend.code));
        let quoted = friend.instead.split('`').skip(1).step_by(2);
        wrong.extend(quoted.filter(|code| !is_unit(code) && !code.starts_with(char::is_numeric)));
    }
    for (symbol, codes) in table::SYMBOLS {
        wrong.extend((is_unit(symbol) && !codes.contains(symbol)).then_some(*symbol));
        wrong.extend(
            codes
                .iter()
                .filter(|code| !is_unit(code) || doubtful(code).is_some()),
        );
    }
    for (code, names) in table::WORDS {
        wrong.extend((!is_unit(code)).then_some(*code));
        wrong.extend(names.iter().filter(|name| **name != name.to_lowercase()));
    }
    // What a sum of money looks like is answered before the unit.
    wrong.retain(|code| !code.starts_with("USD "));
    assert_eq!(wrong, Vec::<&str>::new());
}

proptest! {
    #[test]
    fn what_is_meant_is_a_unit(text in "\\PC{0,12}") {
        for code in meant(&text) {
            prop_assert!(is_unit(&code), "{text}: {code}");
        }
        let _never_panics = (wrong(&text), doubtful(&text));
    }
}
