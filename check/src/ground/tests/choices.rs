//! What is reported of values of lists, in words.

use super::*;

#[test]
fn a_doubted_value_of_a_list_is_told_with_the_words_against_it() {
    let mut found = String::new();
    for (sentence, body, statement) in [
        (
            SENT,
            sale("lock-guild", "mill-union").replace("delivered", "lost"),
            SENT,
        ),
        (
            "The Lock Guild ordered 12 pumps from the Mill Union.",
            sale("mill-union", "lock-guild"),
            "The Lock Guild ordered 12 pumps from the Mill Union.",
        ),
    ] {
        found += &verify_fact(sentence, &body, statement);
    }
    expect![[r"
        warning[other-choice] facts/own transfer.stage: the fact has `stage: lost`, but neither its statement nor the words have a word for that; correct the value, or say so in the statement
        warning[other-choice] facts/own transfer.stage: the fact has `stage: delivered`, but its statement says `ordered`; correct one of the two
    "]].assert_eq(&found);
}
