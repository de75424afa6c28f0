//! Questions over facts, as a newsroom asks them.

use dossier::v1::query_service_client::QueryServiceClient;
use dossier::v1::{
    ExploreNeighborhoodRequest, GetStatsRequest, ListDependentsRequest, MatchReason,
    QueryTimelineRequest, ResolveEntitiesRequest, SearchFactsRequest, SummarizeTransfersRequest,
    TimelineGranularity, TransferStage,
};
use tonic::transport::Channel;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use crate::support::{FACTS, Server};

async fn desk() -> (Server, QueryServiceClient<Channel>) {
    let server = Server::start();
    let queries = QueryServiceClient::connect(server.url.clone()).await;
    (server, queries.expect("a connection"))
}

fn search(query: &str) -> SearchFactsRequest {
    SearchFactsRequest {
        query: query.to_owned(),
        page_size: 3,
        ..SearchFactsRequest::default()
    }
}

fn field(status: &Status) -> String {
    let details = status.get_error_details();
    let violations = details
        .bad_request()
        .expect("a BadRequest")
        .field_violations
        .clone();
    violations.first().expect("a violation").field.clone()
}

#[tokio::test]
async fn words_find_facts_with_counts_and_places() {
    let (_server, mut queries) = desk().await;
    let found = queries
        .search_facts(search("barge"))
        .await
        .expect("facts")
        .into_inner();
    assert!(found.total_size >= 2, "{found:?}");
    let first = found.hits.first().expect("a hit");
    let fact = first.fact.as_ref().expect("a fact");
    assert!(
        fact.statement[0].text.to_lowercase().contains("barge"),
        "{fact:?}"
    );
    let snippet = first.snippets.first().expect("a snippet");
    assert_eq!(snippet.field, "statement[0]");
    let range = snippet.matches.first().expect("a place");
    let start = usize::try_from(range.start).expect("a place");
    let length = usize::try_from(range.end - range.start).expect("a length");
    let word: String = snippet.text.chars().skip(start).take(length).collect();
    assert!(word.to_lowercase().starts_with("barge"), "{word}");
    let counted: i32 = found.kinds.iter().map(|facet| facet.count).sum();
    assert_eq!(counted, found.total_size);

    let refused = queries
        .search_facts(search("-marland"))
        .await
        .expect_err("a refusal");
    assert_eq!(
        (refused.code(), field(&refused).as_str()),
        (Code::InvalidArgument, "query")
    );
}

#[tokio::test]
async fn a_search_is_walked_page_by_page_and_narrowed_by_a_filter() {
    let (_server, mut queries) = desk().await;
    // All pages together are all that was found, each once.
    let mut request = search("marland venn holm tarn");
    let mut names = Vec::new();
    let total = loop {
        let page = queries
            .search_facts(request.clone())
            .await
            .expect("a page")
            .into_inner();
        names.extend(
            page.hits
                .into_iter()
                .filter_map(|hit| hit.fact)
                .map(|fact| fact.name),
        );
        if page.next_page_token.is_empty() {
            break page.total_size;
        }
        request.page_token = page.next_page_token;
    };
    let count = names.len();
    assert!(count > 3, "more than a page: {names:?}");
    names.sort();
    names.dedup();
    assert_eq!(
        (names.len(), count),
        (count, usize::try_from(total).expect("a count"))
    );

    let mut narrow = search("marland");
    narrow.filter = "kind = transfer".to_owned();
    let found = queries
        .search_facts(narrow)
        .await
        .expect("facts")
        .into_inner();
    assert!(found.total_size > 0);
    let kinds: Vec<&str> = found
        .kinds
        .iter()
        .map(|facet| facet.value.as_str())
        .collect();
    assert_eq!(kinds, ["transfer"]);
}

#[tokio::test]
async fn a_timeline_is_in_order_and_keeps_to_its_bounds() {
    let (_server, mut queries) = desk().await;
    let request = QueryTimelineRequest {
        granularity: TimelineGranularity::Year.into(),
        page_size: 500,
        ..QueryTimelineRequest::default()
    };
    let all = queries
        .query_timeline(request.clone())
        .await
        .expect("a timeline")
        .into_inner();
    assert_eq!(
        all.items.len(),
        usize::try_from(all.total_size).expect("a count")
    );
    assert!(all.undated_count > 0);
    let first_days: Vec<String> = all
        .items
        .iter()
        .map(|item| item.time.as_ref().expect("a time").earliest.clone())
        .collect();
    assert!(first_days.is_sorted(), "{first_days:?}");
    assert!(!all.buckets.is_empty());

    let narrow = QueryTimelineRequest {
        from: "2024-06".to_owned(),
        until: "2024-06".to_owned(),
        ..request.clone()
    };
    let narrow = queries
        .query_timeline(narrow)
        .await
        .expect("a timeline")
        .into_inner();
    assert!(narrow.total_size > 0 && narrow.total_size < all.total_size);
    for item in &narrow.items {
        let time = item.time.as_ref().expect("a time");
        assert!(time.earliest.as_str() <= "2024-06-30", "{time:?}");
        assert!(
            time.latest.is_empty() || time.latest.as_str() >= "2024-06-01",
            "{time:?}"
        );
    }
    let wrong = QueryTimelineRequest {
        from: "June".to_owned(),
        ..request
    };
    let refused = queries.query_timeline(wrong).await.expect_err("a refusal");
    assert_eq!(field(&refused), "from");
}

#[tokio::test]
async fn a_neighborhood_holds_whom_facts_tie() {
    let (_server, mut queries) = desk().await;
    let around = |depth| ExploreNeighborhoodRequest {
        entity: "entities/upper-venn".to_owned(),
        depth,
        ..ExploreNeighborhoodRequest::default()
    };
    let near = queries
        .explore_neighborhood(around(1))
        .await
        .expect("neighbors")
        .into_inner();
    let names: Vec<String> = near
        .entities
        .iter()
        .map(|entity| entity.entity.as_ref().expect("an entity").name.clone())
        .collect();
    assert_eq!(
        names.first().map(String::as_str),
        Some("entities/upper-venn")
    );
    assert!(names.contains(&"entities/marland".to_owned()), "{names:?}");
    let treaty = near.ties.iter().find(|tie| {
        tie.fact == "facts/canal-treaty" && tie.to == "entities/marland"
            || tie.from == "entities/marland"
    });
    assert!(treaty.is_some(), "{:?}", near.ties);
    for tie in &near.ties {
        assert!(
            names.contains(&tie.from) && names.contains(&tie.to),
            "{tie:?}"
        );
    }
    let far = queries
        .explore_neighborhood(around(2))
        .await
        .expect("neighbors")
        .into_inner();
    assert!(far.entities.len() > near.entities.len());
    let small = ExploreNeighborhoodRequest {
        max_entities: 2,
        ..around(2)
    };
    let small = queries
        .explore_neighborhood(small)
        .await
        .expect("neighbors")
        .into_inner();
    assert!(small.truncated && small.entities.len() == 2);
    let refused = queries
        .explore_neighborhood(around(9))
        .await
        .expect_err("a refusal");
    assert_eq!(field(&refused), "depth");
}

#[tokio::test]
async fn flows_are_added_up_and_stages_are_kept_apart() {
    let (_server, mut queries) = desk().await;
    let flows = queries
        .summarize_transfers(SummarizeTransfersRequest::default())
        .await;
    let flows = flows.expect("flows").into_inner();
    let gravel = flows
        .flows
        .iter()
        .find(|flow| flow.facts.contains(&"facts/gravel-barges".to_owned()));
    let gravel = gravel.expect("the flow of gravel");
    assert_eq!((gravel.lower.as_str(), gravel.upper.as_str()), ("3700", ""));
    assert!(flows.flows.iter().any(|flow| flow.unknown_count > 0));
    for flow in &flows.flows {
        assert!(!flow.facts.is_empty());
        assert_ne!(flow.stage(), TransferStage::Unspecified, "{flow:?}");
    }
}

#[tokio::test]
async fn what_leans_on_a_fact_is_told_before_it_is_taken_back() {
    let (_server, mut queries) = desk().await;
    let request = ListDependentsRequest {
        name: "facts/canal-treaty".to_owned(),
        ..ListDependentsRequest::default()
    };
    let found = queries
        .list_dependents(request.clone())
        .await
        .expect("dependents")
        .into_inner();
    let dossier = found
        .dependents
        .iter()
        .find(|dependent| dependent.name == "dossiers/canal");
    let dossier = dossier.expect("the dossier tells it");
    assert!(dossier.would_fall);
    assert!(
        dossier
            .fields
            .iter()
            .any(|field| field.starts_with("sections[")),
        "{dossier:?}"
    );
    assert!(
        found
            .dependents
            .iter()
            .all(|dependent| dependent.distance == 1 && dependent.leans_on == "facts/canal-treaty")
    );

    let all = ListDependentsRequest {
        name: "entities/anna-berg-lund".to_owned(),
        transitive: true,
        page_size: 500,
        ..request
    };
    let all = queries
        .list_dependents(all)
        .await
        .expect("dependents")
        .into_inner();
    assert!(
        all.dependents
            .iter()
            .any(|dependent| dependent.distance > 1),
        "{all:?}"
    );
    let missing = ListDependentsRequest {
        name: "facts/nowhere".to_owned(),
        ..ListDependentsRequest::default()
    };
    let refused = queries
        .list_dependents(missing)
        .await
        .expect_err("a refusal");
    assert_eq!(refused.code(), Code::NotFound);
}

#[tokio::test]
async fn names_in_any_form_lead_to_entities() {
    let (_server, mut queries) = desk().await;
    let asked = [
        "Marland",
        "PORT SAAR",
        "upper-venn",
        "Q4115189",
        "Berg",
        "Marlnd",
        "Atlantis",
    ];
    let request = ResolveEntitiesRequest {
        names: asked.map(str::to_owned).to_vec(),
        ..ResolveEntitiesRequest::default()
    };
    let found = queries
        .resolve_entities(request)
        .await
        .expect("entities")
        .into_inner();
    let matches: Vec<(String, MatchReason)> = found
        .resolutions
        .iter()
        .map(|resolution| match resolution.candidates.first() {
            Some(first) => (
                first.entity.as_ref().expect("an entity").name.clone(),
                first.reason(),
            ),
            None => (String::new(), MatchReason::Unspecified),
        })
        .collect();
    let expected = [
        ("entities/marland", MatchReason::Exact),
        ("entities/marland", MatchReason::Folded),
        ("entities/upper-venn", MatchReason::Id),
        ("entities/marland", MatchReason::Identifier),
        ("entities/anna-berg-lund", MatchReason::Words),
        ("entities/marland", MatchReason::Similar),
        ("", MatchReason::Unspecified),
    ];
    assert_eq!(
        matches,
        expected.map(|(name, reason)| (name.to_owned(), reason))
    );
}

#[tokio::test]
async fn the_stats_agree_with_the_lists() {
    let (_server, mut queries) = desk().await;
    let stats = queries
        .get_stats(GetStatsRequest::default())
        .await
        .expect("stats")
        .into_inner();
    assert_eq!(stats.revision, 1);
    let facts: i64 = stats
        .states
        .iter()
        .filter(|state| state.collection == "facts")
        .map(|state| state.count)
        .sum();
    let kinds: i32 = stats.kinds.iter().map(|facet| facet.count).sum();
    let expected = i64::try_from(FACTS).expect("a small number");
    assert_eq!((facts, i64::from(kinds)), (expected, expected), "{stats:?}");
    assert_eq!(
        stats.kinds.len(),
        11,
        "all kinds of body occur: {:?}",
        stats.kinds
    );
}
