//! The envelope: the documented examples, and what must not break it.

use heron_webhooks::{EndUser, EndUserStatus, Error, Event, Topic, TransactionsDeleted};

#[test]
fn transactions_deleted() {
    let event = Event::parse(
        br#"{"topic":"transactions.deleted","created":"2026-08-14T12:24:38.137886","data":{"transactions":[
            {"heron_id":"txn_1","reference_id":"mine"},{"heron_id":"txn_2","reference_id":null}]}}"#,
    )
    .unwrap();
    assert_eq!(event.topic, Topic::TransactionsDeleted);
    assert_eq!(event.created.as_deref(), Some("2026-08-14T12:24:38.137886"));
    let data: TransactionsDeleted = event.data().unwrap();
    assert_eq!(data.transactions[0].reference_id.as_deref(), Some("mine"));
    assert_eq!(data.transactions[1].reference_id, None);
    assert!(event.meta.is_none());
}

#[test]
fn every_published_topic_is_known_and_any_other_is_kept() {
    assert_eq!(Topic::PUBLISHED.len(), 44);
    for topic in Topic::PUBLISHED {
        assert_eq!(&Topic::from(topic.as_str()), topic);
        assert_eq!(serde_json::to_string(topic).unwrap(), format!("\"{topic}\""));
    }
    let event = Event::parse(br#"{"topic":"debt_summary.processed","extra":1}"#).unwrap();
    assert_eq!(event.topic, Topic::Other("debt_summary.processed".to_owned()));
    assert_eq!(event.data.get(), "null");
}

#[test]
fn a_status_that_is_not_known_is_kept() {
    let event = br#"{"topic":"end_user.failed","data":{"heron_id":"a","end_user_id":"b","status":"paused"}}"#;
    let data: EndUser = Event::parse(event).unwrap().data().unwrap();
    assert_eq!(data.status, EndUserStatus::Other("paused".to_owned()));
}

#[test]
fn data_keeps_its_text() {
    let deep = "[".repeat(5000) + &"]".repeat(5000);
    for data in [r#"{"huge":123456789012345678901234567890,"x":1.50}"#, r#"["\ud800"]"#, &deep] {
        let message = format!(r#"{{"topic":"pdf.parsed","data":{data},"meta":{data}}}"#);
        let event = Event::parse(message.as_bytes()).unwrap();
        assert_eq!((event.data.get(), event.meta.unwrap().get()), (data, data));
    }
}

#[test]
fn of_equal_keys_the_last_one_counts() {
    let event = Event::parse(br#"{"topic":"pdf.parsed","data":1,"t\u006fpic":"pdf.failed","data":2}"#).unwrap();
    assert_eq!((event.topic, event.data.get()), (Topic::PdfFailed, "2"));
}

#[test]
fn a_text_that_is_not_an_event_says_so() {
    for message in ["[]", "1", "{}", r#"{"topic":1}"#] {
        assert!(matches!(Event::parse(message.as_bytes()), Err(Error::Event(_))), "{message}");
    }
    let not_utf8 = Event::parse(b"{\"topic\":\"a\",\"left out\":\"\xff\"}");
    assert!(matches!(not_utf8, Err(Error::Json(error)) if error.offset() == 25));
    for message in ["", "{", r#"{"topic":"a","data":NaN}"#] {
        assert!(matches!(Event::parse(message.as_bytes()), Err(Error::Json(_))), "{message}");
    }
}
