//! The words of an article are shown where they are kept and still the same, and nowhere else.

use dossier::v1::{AnchorState, Block, Sentence, Skeleton};

use super::*;

/// The state of a site with an article whose text is kept, and facts whose places are in this state.
fn with_text(state: AnchorState) -> Catalog {
    let mut source = article("Title");
    let sentence = |start, end| Sentence {
        start,
        end,
        ..Sentence::default()
    };
    let block = Block {
        id: "p1".to_owned(),
        text: "Rain fell. The river rose.".to_owned(),
        length: 26,
        sentences: vec![sentence(0, 10), sentence(11, 26)],
        ..Block::default()
    };
    if let Some(Kind::Article(article)) = &mut source.resource {
        article.skeleton = Some(Skeleton {
            blocks: vec![block],
            ..Skeleton::default()
        });
    }
    let mut all = vec![
        source,
        entity("Ada Poole"),
        dossier("Story", "[it](fact:b)"),
    ];
    all.extend(facts("Text"));
    for resource in &mut all {
        if let Some(Kind::Fact(fact)) = &mut resource.resource {
            for evidence in &mut fact.evidence {
                evidence.set_anchor_state(state);
                evidence.selectors = vec![Selector {
                    block: "p1".to_owned(),
                    first_sentence: 2,
                    last_sentence: 2,
                    start: 15,
                    end: 25,
                    ..Selector::default()
                }];
            }
        }
    }
    Catalog::new(1, all).expect("names are slugs")
}

#[test]
fn the_words_are_shown_where_they_are_kept_and_still_the_same() {
    for (state, is_shown) in [
        (AnchorState::Verified, true),
        (AnchorState::Changed, false),
        (AnchorState::Unchecked, false),
    ] {
        let catalog = with_text(state);
        for place in [Route::Fact("facts/b"), Route::Dossier("dossiers/a")] {
            let found = page(&catalog, place).contains("The <mark>river rose</mark>.");
            assert_eq!(found, is_shown, "{state:?}: {place:?}");
        }
        let twin = page(&catalog, Route::Markdown("facts/b"));
        assert_eq!(twin.contains("The river rose."), is_shown, "{state:?}");
        for place in [Route::Article("articles/a"), Route::Markdown("articles/a")] {
            let page = page(&catalog, place);
            assert!(page.contains("Rain fell."), "{place:?}: {page}");
            assert!(!page.contains("We may not show"), "{place:?}");
        }
    }
    let resources = vec![article("Title"), entity("Ada Poole")];
    let catalog = Catalog::new(1, resources).expect("names are slugs");
    for place in [Route::Article("articles/a"), Route::Markdown("articles/a")] {
        assert!(page(&catalog, place).contains("We may not show this text."));
    }
}
