//! The envelope of an event and its topics: open to fields and topics that are not known yet.

use std::{borrow::Cow, convert::Infallible, fmt, str::FromStr};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::{
    Error,
    json::{self, ErrorKind, Form},
};

mod topic;

pub(crate) use topic::HEADLINES;
pub use topic::Topic;

/// An event, read from a message that was signed.
///
/// `data` and `meta` are kept as the JSON text that they are, so that no digit is lost; [`data`](Self::data) reads it.
///
/// ```
/// use heron_webhooks::{EndUser, EndUserStatus, Event, Topic};
///
/// let event = Event::parse(br#"{"topic":"end_user.processed","created":"2021-05-20T09:23:53+00:00","data":{
///     "heron_id":"eus_Eqio3Y4dhyNiMphrXwG58p","end_user_id":"myenduser","status":"processed"},"meta":null}"#)?;
/// assert_eq!(event.topic, Topic::EndUserProcessed);
/// assert_eq!(event.data::<EndUser>()?.status, EndUserStatus::Processed);
/// # Ok::<(), heron_webhooks::Error>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Event<'a> {
    /// The kind of event, as `<resource>.<event>`.
    pub topic: Topic,
    /// When the webhook was sent: UTC in ISO 8601, with an offset or without.
    pub created: Option<Cow<'a, str>>,
    /// The resource that the event is about, as JSON.
    pub data: &'a RawValue,
    /// The customer's own metadata of the end user, as JSON.
    pub meta: Option<&'a RawValue>,
}

impl<'a> Event<'a> {
    /// Reads a message. Of equal keys the last one counts, as in every serialisation of it.
    ///
    /// # Errors
    ///
    /// [`Error::Json`] if the message is not JSON: Python signs `NaN` too. [`Error::Event`] if it is not an object
    /// with a `topic` that is a string.
    pub fn parse(message: &'a [u8]) -> Result<Self, Error> {
        // All of it: `serde_json` would not look into what it leaves out.
        let text = core::str::from_utf8(message)
            .map_err(|error| Error::Json(json::Error::new(ErrorKind::InvalidUtf8, error.valid_up_to())))?;
        serde_json::from_str(text).map_err(|error| match json::rewrite(message, Form::JavaScript) {
            Err(error) if error.kind() != ErrorKind::TooDeep => Error::Json(error),
            _ => Error::Event(without_payload(&error)),
        })
    }

    /// Reads `data`, for example as [`EndUser`], [`TransactionsDeleted`] or `serde_json::Value`.
    ///
    /// # Errors
    ///
    /// [`Error::Event`] if it has another shape.
    pub fn data<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_str(self.data.get())
            .map_err(|error| Error::Event(format!("data: {}", without_payload(&error))))
    }
}

/// Without the payload, which does not belong in a log.
impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event").field("topic", &self.topic).field("created", &self.created).finish_non_exhaustive()
    }
}

/// Where and what kind, without the values that `serde_json` quotes.
fn without_payload(error: &serde_json::Error) -> String {
    let kind = match error.classify() {
        serde_json::error::Category::Data => "a field is missing or has another type than documented",
        _ => "it is not JSON",
    };
    format!("{kind}, at line {} column {}", error.line(), error.column())
}

impl<'de: 'a, 'a> Deserialize<'de> for Event<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Envelope;

        impl<'de> Visitor<'de> for Envelope {
            type Value = Event<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with a topic")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event<'de>, A::Error> {
                let (mut topic, mut created, mut data, mut meta) = (None, None, RawValue::NULL, None);
                while let Some(key) = map.next_key::<Cow<'_, str>>()? {
                    match &*key {
                        "topic" => topic = Some(map.next_value()?),
                        "created" => created = map.next_value()?,
                        "data" => data = map.next_value()?,
                        "meta" => meta = Some(map.next_value()?),
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                let topic = topic.ok_or_else(|| serde::de::Error::missing_field("topic"))?;
                Ok(Event { topic, created, data, meta })
            }
        }

        deserializer.deserialize_map(Envelope)
    }
}

impl FromStr for Topic {
    type Err = Infallible;

    fn from_str(topic: &str) -> Result<Self, Infallible> {
        Ok(topic.into())
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Topic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Topic {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'_, str>::deserialize(deserializer).map(|topic| Self::from(&*topic))
    }
}

/// `data` of the `end_user.…` topics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EndUser {
    /// Heron's id, `eus_…`.
    pub heron_id: String,
    /// The customer's own id.
    pub end_user_id: String,
    /// How far processing has come.
    pub status: EndUserStatus,
}

/// How far the processing of an end user has come.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EndUserStatus {
    /// `new`
    New,
    /// `ready`
    Ready,
    /// `processed`
    Processed,
    /// `reviewed`
    Reviewed,
    /// `review_requested`
    ReviewRequested,
    /// `failed`
    Failed,
    /// A status that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// `data` of `transactions.deleted`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TransactionsDeleted {
    /// The transactions that are gone.
    pub transactions: Vec<DeletedTransaction>,
}

/// A transaction that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DeletedTransaction {
    /// Heron's id, `txn_…`.
    pub heron_id: String,
    /// The customer's own id, of 1 to 140 characters.
    pub reference_id: Option<String>,
}
