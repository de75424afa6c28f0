//! Files that are missing, too large, or wrong in many places.

use super::*;

#[test]
fn files_that_are_missing_or_too_large_are_told() {
    let large = "#".repeat(8 * 1024 * 1024 + 1);
    assert!(survives("entities.yaml", large.as_bytes()).contains("error[file-too-large]"));
    let facts = b"facts: {a: {statement: A., evidence: {at: p1}}}";
    assert!(survives("dossiers/d/facts.yaml", facts).contains("error[missing-article]"));
    assert!(survives("dossiers/d/facts.yaml", facts).contains("error[no-dossier]"));
    broken(
        "skeleton:",
        "unused: x\nmarks:",
        expect![[r#"
            flood.yaml:8:13 error[bad-place] the article has no skeleton whose sentences could be marked; make one with `dossier-server scan`
            flood.yaml:9:1 error[unknown-key] unknown key `unused`
              help: known keys: state, state_reason, superseded_by, former_ids, title, headline, publication, authors, published, language_code, translation, genre, url, archive_urls, rights, skeleton, marks
            flood.yaml:10:1 error[duplicate-key] `marks` is written twice
            facts.yaml:12:11 error[missing-skeleton] `articles/flood` has no skeleton to find a place in; make one with `dossier-server scan`
            facts.yaml:23:11 error[missing-skeleton] `articles/flood` has no skeleton to find a place in; make one with `dossier-server scan`
            facts.yaml:33:11 error[missing-skeleton] `articles/flood` has no skeleton to find a place in; make one with `dossier-server scan`
        "#]],
    );
}

#[test]
fn many_unknown_names_cost_no_more_than_they_are() {
    let mut facts = String::from("language: en\nfacts:\n");
    for number in 0..2000 {
        facts += &format!(
            "  f{number}:\n    statement: A.\n    capability: {{holder: gone-{number}, capability: gone-{number}, level: seeking}}\n    derivation: {{facts: f{number}, method: inference}}\n"
        );
    }
    let folder = tempfile::tempdir().expect("a folder");
    let dossier = folder.path().join("dossiers/d");
    fs::create_dir_all(&dossier).expect("a folder");
    fs::write(dossier.join("facts.yaml"), facts).expect("written");
    fs::write(folder.path().join("entities.yaml"), ENTITIES).expect("written");
    fs::write(
        dossier.join("dossier.md"),
        "---\ntitle: D\nstandfirst: D.\n---\n",
    )
    .expect("written");
    let assessment = assess(folder.path(), "2024-07-01").expect("readable");
    let unknown = |finding: &&Finding| finding.rule == Rule::UnknownReference;
    let unknown: Vec<&Finding> = assessment.findings.iter().filter(unknown).collect();
    let again: usize = unknown.iter().map(|finding| finding.also.len()).sum();
    assert_eq!((unknown.len(), again), (2000, 2000));
}
