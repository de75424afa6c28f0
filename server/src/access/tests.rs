//! Who is let in, and with which role.

use http::HeaderValue;
use prost_types::Timestamp;

use super::*;

/// 1 June 2027, noon.
const NOW: i64 = 1_811_851_200;

fn access(anonymous: Option<Role>, file: &str) -> Access {
    let now = || Timestamp {
        seconds: NOW,
        nanos: 0,
    };
    Access::new(Tokens::parse(file).unwrap(), anonymous, Arc::new(now))
}

fn line(role: &str, token: &str, rest: &str) -> String {
    format!("{role} sha256={} {rest}\n", digest_bytes(token.as_bytes()))
}

fn headers(value: &str) -> HeaderMap {
    let value = HeaderValue::from_str(value).unwrap();
    HeaderMap::from_iter([(AUTHORIZATION, value)])
}

/// A client that nothing is known of but its headers.
fn far() -> bool {
    false
}

#[test]
fn trust_in_who_is_near_is_for_who_is_near_and_has_no_token() {
    let file = line("reader", "sesame", "Ada");
    for (public, far_role) in [(Some(Role::Reader), Some(Role::Reader)), (None, None)] {
        let access = access(public, &file).trusting(Some(Role::Editor));
        let role = |near: bool| {
            let caller = access.admit(&HeaderMap::new(), &[], || near);
            caller.ok().map(|caller| caller.role)
        };
        assert_eq!(role(true), Some(Role::Editor));
        assert_eq!(role(false), far_role);
        let known = access
            .admit(&headers("Bearer sesame"), &[], || true)
            .unwrap();
        assert_eq!(
            known.role,
            Role::Reader,
            "a token says what its holder may do"
        );
    }
}

#[test]
fn whoever_asks_to_see_what_is_published_sees_no_more_and_may_do_what_it_may() {
    let file = ["reader", "editor", "operator"].map(|role| line(role, role, "Ada"));
    let access = access(None, &file.concat()).trusting(Some(Role::Editor));
    for asked in [None, Some("reader"), Some("editor"), Some("operator")] {
        let mut sent =
            asked.map_or_else(HeaderMap::new, |token| headers(&format!("Bearer {token}")));
        let plain = access.admit(&sent, &[], || true).unwrap();
        sent.insert(VIEW, HeaderValue::from_static("published"));
        let narrowed = access.admit(&sent, &[], || true).unwrap();
        assert_eq!(narrowed.sight(), Sight::Published, "{asked:?}");
        let may = |caller| access.may_commit(caller).is_ok();
        assert_eq!(may(&narrowed), may(&plain), "{asked:?}");
        assert_eq!(narrowed.is_public(), plain.is_public(), "{asked:?}");
        assert!(access.still(&narrowed).is_ok(), "{asked:?}");
    }
}

#[test]
fn a_view_that_is_unknown_shows_nothing_and_is_not_taken_for_none() {
    let access = access(Some(Role::Editor), "");
    for views in [
        &["draft"][..],
        &["Published"],
        &["published "],
        &[""],
        &["published", "draft"],
    ] {
        let mut sent = HeaderMap::new();
        for view in views {
            sent.append(VIEW, HeaderValue::from_static(view));
        }
        let refused = access.admit(&sent, &[], far);
        assert!(
            matches!(refused, Err(ServiceError::InvalidHttp(_))),
            "{views:?}"
        );
    }
}

#[test]
fn the_scheme_is_read_as_rfc_9110_says_and_nothing_else_is_a_token() {
    let file = format!(
        "# people\n\n{}",
        line("editor", "sesame", "Ada Lovelace <ada@example.org>")
    );
    let access = access(Some(Role::Reader), &file);
    for good in ["Bearer sesame", "bearer sesame", "BEARER  sesame "] {
        let caller = access.admit(&headers(good), &[], far).unwrap();
        assert_eq!(
            caller.principal(),
            Some("Ada Lovelace <ada@example.org>"),
            "{good}"
        );
        assert_eq!(caller.sight(), Sight::All);
        assert!(access.may_commit(&caller).is_ok());
    }
    for bad in [
        "sesame",
        "Bearer",
        "Bearer ",
        "Basic sesame",
        "Bearer # people",
        "Bearer Sesame",
    ] {
        let refused = access.admit(&headers(bad), &[], far);
        assert!(
            matches!(refused, Err(ServiceError::Unauthenticated)),
            "{bad}"
        );
    }
}

#[test]
fn a_role_may_do_what_the_table_says() {
    let tokens = ["reader", "editor", "operator"].map(|role| line(role, role, "somebody"));
    let access = access(None, &tokens.concat());
    for (role, sight, commits) in [
        ("reader", Sight::Published, false),
        ("editor", Sight::All, true),
        ("operator", Sight::All, false),
    ] {
        let caller = access
            .admit(&headers(&format!("Bearer {role}")), &[], far)
            .unwrap();
        assert_eq!(
            (caller.sight(), access.may_commit(&caller).is_ok()),
            (sight, commits),
            "{role}"
        );
    }
    assert!(matches!(
        access.admit(&HeaderMap::new(), &[], far),
        Err(ServiceError::TokenMissing)
    ));
}

/// Before the body of a commit is read: whoever could not even have it checked sends eight megabytes in vain.
#[test]
fn where_the_state_is_files_only_editors_may_have_a_commit_checked() {
    let tokens = ["reader", "editor", "operator"].map(|role| line(role, role, "somebody"));
    let access = access(Some(Role::Reader), &tokens.concat()).of_files();
    for (sent, proposes) in [
        (None, false),
        (Some("reader"), false),
        (Some("editor"), true),
        (Some("operator"), false),
    ] {
        let headers = sent.map_or_else(HeaderMap::new, |token| headers(&format!("Bearer {token}")));
        let caller = access.admit(&headers, &[], far).unwrap();
        let proposed = access.may_propose(&caller);
        let refused = |result| matches!(result, Err(ServiceError::ContentIsFiles));
        assert!(refused(access.may_commit(&caller)), "{sent:?}");
        assert_eq!(proposed.is_ok(), proposes, "{sent:?}");
        assert_eq!(refused(proposed), !proposes, "{sent:?}");
    }
}

#[test]
fn a_token_is_good_through_its_last_day_and_until_it_is_taken_away() {
    for (until, good) in [
        ("2027-05-31", false),
        ("2027-06-01", true),
        ("2027-06-02", true),
    ] {
        let access = access(
            None,
            &line("editor", "sesame", &format!("until={until} Ada")),
        );
        assert_eq!(
            access.admit(&headers("Bearer sesame"), &[], far).is_ok(),
            good,
            "{until}"
        );
    }
    let access = access(None, &line("editor", "sesame", "Ada"));
    let caller = access.admit(&headers("Bearer sesame"), &[], far).unwrap();
    assert!(access.still(&caller).is_ok());
    access.replace(Tokens::parse(&line("reader", "sesame", "Ada")).unwrap());
    assert!(matches!(
        access.still(&caller),
        Err(ServiceError::Unauthenticated)
    ));
    access.replace(Tokens::default());
    assert!(matches!(
        access.still(&caller),
        Err(ServiceError::Unauthenticated)
    ));
}

#[test]
fn a_line_that_is_no_token_is_told_by_its_number_and_without_its_words() {
    let digest = "0".repeat(64);
    for wrong in [
        "open-sesame".to_owned(),
        format!("admin sha256={digest} open-sesame"),
        "editor open-sesame Ada".to_owned(),
        "editor sha256=open-sesame Ada".to_owned(),
        format!("editor sha256={digest}"),
        format!("editor sha256={digest} until=2027-06-30"),
        format!("editor sha256={digest} until=2027-02-30 open-sesame"),
        format!("editor sha256={digest} until=tomorrow open-sesame"),
        format!("editor sha256={digest} Ada\neditor sha256={digest} Bob"),
    ] {
        let error = Tokens::parse(&format!("# one\n\n{wrong}\n")).unwrap_err();
        assert!(
            error.line >= 3 && !error.to_string().contains("sesame"),
            "{error}"
        );
    }
    let token: Token = format!("reader  sha256={digest}\tuntil=2027-06-30  Ada L")
        .parse()
        .unwrap();
    assert_eq!(token.to_string().parse(), Ok(token));
}
