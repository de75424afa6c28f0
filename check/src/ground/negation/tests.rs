//! Tables of what one side denies and the other affirms.

use super::*;

fn denied(language: &str, statement: &str, words: &str) -> String {
    let statement = LocalizedText {
        text: statement.to_owned(),
        language_code: language.to_owned(),
    };
    let found = denial(Reader::new(language), &statement, words);
    found.map_or_else(String::new, |denial| {
        format!("{} | {}", denial.statement_says, denial.words_say)
    })
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn negated_evidence_is_compared_with_statement_and_words() {
    for (language, statement, words, expected) in [
        (
            "en",
            "Marland signed it.",
            "Marland did not sign it.",
            Denies::Words,
        ),
        (
            "en",
            "Marland signed it.",
            "Marland signed it.",
            Denies::Nothing,
        ),
        (
            "en",
            "Marland signed it.",
            "Marland not only signed it.",
            Denies::Nothing,
        ),
        (
            "en",
            "It cost £5m.",
            "It cost not more than £5m.",
            Denies::Nothing,
        ),
        (
            "en",
            "The mayor lied.",
            "She called that baseless.",
            Denies::Unclear,
        ),
        (
            "en",
            "Marland did not sign.",
            "Marland signed.",
            Denies::Words,
        ),
        (
            "en",
            "Marland did not sign.",
            "Marland never signed.",
            Denies::Both("not".to_owned()),
        ),
        (
            "fr",
            "La Norvalie a payé.",
            "La Norvalie n’a pas payé.",
            Denies::Words,
        ),
        (
            "fr",
            "La Norvalie a payé.",
            "La Norvalie a payé.",
            Denies::Nothing,
        ),
        (
            "de",
            "Ostmark zahlt noch.",
            "Ostmark zahlt noch.",
            Denies::Nothing,
        ),
        (
            "de",
            "Ostmark zahlt.",
            "Ostmark bestreitet das.",
            Denies::Unclear,
        ),
        (
            "es",
            "Bajamar firmó.",
            "Bajamar firmó ayer.",
            Denies::Nothing,
        ),
        (
            "es",
            "Bajamar firmó el tratado.",
            "Bajamar no firmó el tratado.",
            Denies::Words,
        ),
        ("ar", "وقعت مارلاند.", "وقعت مارلاند الاتفاق.", Denies::Nothing),
    ] {
        let ours = [LocalizedText {
            text: statement.to_owned(),
            language_code: language.to_owned(),
        }];
        let found = denies(Reader::new(language), language, words, &ours);
        assert_eq!(found, expected, "{statement} {words}");
    }
}

#[test]
fn of_several_clauses_that_of_the_statement_counts() {
    for (language, statement, words, expected) in [
        (
            "de",
            "Holm liefert Marland nicht jedes Jahr 45 Kräne.",
            "Holm liefert Marland jährlich 45 Kräne.",
            "liefert Marland nicht | liefert",
        ),
        (
            "en",
            "Holm never joined the Compact in 2014.",
            "Holm joined the Compact in 2014; Marland has never been a member.",
            "never joined | joined",
        ),
        (
            "en",
            "Norvolt did not deny that it sold the mine.",
            "Norvolt denied that it sold the mine.",
            "not deny | denied",
        ),
        (
            "en",
            "Norvolt did not deny that it sold the mine.",
            "Norvolt did not deny that it sold the mine.",
            "",
        ),
        (
            "de",
            "Norvolt bestritt nicht, dass es klagt.",
            "Dass es klagt, bestritt Norvolt.",
            "bestritt nicht | bestritt",
        ),
        (
            "en",
            "Norvolt is not president of the Guild.",
            "“We are not beggars,” said Norvolt, president of the Guild.",
            "not president | president",
        ),
    ] {
        assert_eq!(denied(language, statement, words), expected, "{statement}");
    }
}

#[test]
fn a_statement_that_denies_alone_is_found_where_the_words_tell_the_rest() {
    for (language, statement, words, expected) in [
        (
            "en",
            "Unemployment in Holm is not 7%.",
            "Unemployment in Holm is 7%.",
            "not 7",
        ),
        (
            "en",
            "Unemployment in Holm is not 7%.",
            "Holm has 7% without work.",
            "",
        ),
        (
            "en",
            "Unemployment in Holm is no more than 7%.",
            "Unemployment in Holm is 7%.",
            "",
        ),
        (
            "en",
            "Holm did not win the quick war.",
            "The hopes of Holm for a quick war faded.",
            "",
        ),
        (
            "fr",
            "Le chômage à Valmer n’est pas de 7 %.",
            "Le chômage à Valmer est de 7 %.",
            "pas de",
        ),
        (
            "fr",
            "Le port de Valmer dure avant qu’il ne ferme.",
            "Le port de Valmer dure.",
            "",
        ),
        (
            "de",
            "Der Vertrag der Talbahn gilt noch.",
            "Der Vertrag der Talbahn gilt.",
            "",
        ),
        (
            "es",
            "El agua de Montera no es más de 7.",
            "El agua de Montera es de 7.",
            "",
        ),
    ] {
        let ours = LocalizedText {
            text: statement.to_owned(),
            language_code: language.to_owned(),
        };
        let found = denied_alone(Reader::new(language), &ours, words);
        let found = found
            .map(|denial| denial.statement_says)
            .unwrap_or_default();
        assert_eq!(found, expected, "{statement} {words}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn what_one_side_denies_and_the_other_affirms_is_found() {
    for (language, statement, words, expected) in [
        (
            "en",
            "Marland signed the treaty.",
            "Marland did not sign it.",
            "signed | not sign",
        ),
        (
            "en",
            "Marland signed the treaty.",
            "Marland has not yet signed it.",
            "signed | not yet signed",
        ),
        ("en", "Marland did not pay.", "Marland never paid.", ""),
        (
            "en",
            "Upper Venn never delivered timber.",
            "Upper Venn delivered timber.",
            "never delivered | delivered",
        ),
        (
            "en",
            "Marland signed it.",
            "Marland not only signed it, it paid.",
            "",
        ),
        (
            "en",
            "Marland rejects the accusation.",
            "Marland denies the accusation.",
            "",
        ),
        (
            "en",
            "The flood left no casualties.",
            "It passed without casualties.",
            "",
        ),
        (
            "en",
            "The ferries stopped.",
            "The ferries didn’t stop.",
            "stopped | didn’t stop",
        ),
        (
            "en",
            "The ferries are stopping.",
            "The ferries aren’t stopping.",
            "stopping | aren’t stopping",
        ),
        (
            "fr",
            "La Norvalie a signé l’accord.",
            "La Norvalie n’a pas signé l’accord.",
            "signé | pas signé",
        ),
        (
            "fr",
            "La Norvalie n’a jamais payé.",
            "La Norvalie a payé le blé.",
            "jamais payé | payé",
        ),
        (
            "fr",
            "La Norvalie n’a pas payé.",
            "La Norvalie n’a rien payé.",
            "",
        ),
        (
            "fr",
            "La Norvalie paiera.",
            "La Norvalie ne paiera pas seulement le blé.",
            "",
        ),
        (
            "de",
            "Ostmark hat den Vertrag unterzeichnet.",
            "Ostmark hat den Vertrag nicht unterzeichnet.",
            "unterzeichnet | nicht unterzeichnet",
        ),
        (
            "de",
            "Ostmark zahlt den Schotter.",
            "Ostmark zahlt den Schotter nicht.",
            "Schotter | Schotter nicht",
        ),
        (
            "de",
            "Ostmark lieferte keine Züge.",
            "Ostmark lieferte Züge und Schotter.",
            "keine Züge | Züge",
        ),
        (
            "de",
            "Ostmark lieferte Züge.",
            "Ostmark lieferte nicht nur Züge.",
            "",
        ),
        (
            "es",
            "Bajamar firmó el tratado.",
            "Bajamar no firmó el tratado.",
            "firmó | no firmó",
        ),
        (
            "es",
            "Bajamar nunca recibió camiones.",
            "Bajamar recibió camiones.",
            "nunca recibió | recibió",
        ),
        (
            "es",
            "Bajamar recibió arena.",
            "Bajamar no solo recibió arena.",
            "",
        ),
        ("ar", "وقعت مارلاند الاتفاق.", "لم توقع مارلاند الاتفاق.", ""),
        (
            "ar",
            "أرسلت مارلاند الحصى.",
            "لا أرسلت مارلاند الحصى.",
            "أرسلت | لا أرسلت",
        ),
        ("pl", "Marland nie zapłacił.", "Marland zapłacił.", ""),
    ] {
        assert_eq!(
            denied(language, statement, words),
            expected,
            "{statement} {words}"
        );
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn what_is_denied_by_a_noun_or_another_verb() {
    for (language, statement, words) in [
        (
            "en",
            "Marland has nuclear weapons.",
            "Marland has no nuclear weapons.",
        ),
        (
            "en",
            "Marland has no nuclear weapons.",
            "Marland has nuclear weapons.",
        ),
        (
            "en",
            "Marland sold the port.",
            "Marland did not sell the port.",
        ),
        (
            "en",
            "Marland did not meet the deadline.",
            "Marland met the deadline.",
        ),
        (
            "en",
            "A deal was reached on Monday.",
            "No deal was reached on Monday.",
        ),
        (
            "en",
            "Marland signed the treaty.",
            "Marland refused to sign the treaty.",
        ),
        (
            "en",
            "Marland failed to repay the loan.",
            "Marland repaid the loan.",
        ),
        (
            "de",
            "Karst ist Mitglied des Bundes.",
            "Karst ist kein Mitglied des Bundes.",
        ),
        (
            "de",
            "Marland hat keine Atomwaffen.",
            "Marland hat Atomwaffen.",
        ),
        (
            "fr",
            "La Marlande a signé le traité.",
            "La Marlande a refusé de signer le traité.",
        ),
        (
            "fr",
            "La Marlande a un navire.",
            "La Marlande n’a aucun navire.",
        ),
    ] {
        assert_ne!(
            denied(language, statement, words),
            "",
            "{statement} / {words}"
        );
    }
    for (language, statement, words) in [
        (
            "en",
            "Karst is a member.",
            "Holm is not a member, but Karst is.",
        ),
        (
            "en",
            "Marland refused to sign the treaty.",
            "Marland did not sign the treaty.",
        ),
        (
            "en",
            "Marland has no nuclear weapons.",
            "Marland has no nuclear weapons.",
        ),
        (
            "en",
            "Marland signed the treaty.",
            "There is no doubt that Marland signed the treaty.",
        ),
        (
            "en",
            "Marland sold the port.",
            "Marland sold the port, and no ship came.",
        ),
        (
            "de",
            "Karst ist Mitglied.",
            "Holm ist kein Mitglied, Karst aber ist Mitglied.",
        ),
    ] {
        assert_eq!(
            denied(language, statement, words),
            "",
            "{statement} / {words}"
        );
    }
}
