// Sample events, for `heron-webhooks send` and for the page: JSON texts, because a value of JavaScript knows no 1.0.

/** The topics that Heron publishes. */
export const topics = [
  "end_user.created",
  "end_user.processed",
  "end_user.failed",
  "end_user.reviewed",
  "end_user.review_required",
  "end_user.transactions_updated",
  "end_user.files_changed",
  "end_user.files_classified",
  "end_user.policy_workflow_finished",
  "end_user.policy_workflow_failed",
  "end_user_information.updated",
  "end_user_email.processed",
  "end_user_email.failed",
  "end_user_file.parsed",
  "end_user_file.parse_failed",
  "end_user_file.processed_standalone",
  "end_user_file.deleted",
  "end_user_files.processing_failed",
  "transactions.deleted",
  "transactions.updated",
  "pdf.processed",
  "pdf.parsed",
  "pdf.failed",
  "pdf.checks_passed",
  "pdf.checks_failed",
  "pdf.transactions_loaded",
  "pdf.human_reviewing",
  "pdf.approved",
  "iso_application.created",
  "iso_application.processed",
  "iso_application.processed_simple",
  "iso_application.failed",
  "data_source.enabled",
  "data_source.disabled",
  "data_source_account_summary.created",
  "enrich_workflow.finished",
  "enricher.succeeded",
  "enricher.failed",
  "integration_link.erroring",
  "pricing_template.generation_succeeded",
  "pricing_template.generation_failed",
  "pricing_template.delivery_succeeded",
  "pricing_template.delivery_failed",
  "workflow.event",
];

/** The `status` that fits a topic about an end user. */
const statuses = {
  "end_user.created": "new",
  "end_user.failed": "failed",
  "end_user.reviewed": "reviewed",
  "end_user.review_required": "review_requested",
};

/** Only these shapes are published. Any other topic gets an object with an id: its real `data` holds more. */
function sampleData(topic) {
  if (topic.startsWith("end_user.")) {
    const status = statuses[topic] ?? "processed";
    return `{"heron_id": "eus_Eqio3Y4dhyNiMphrXwG58p", "end_user_id": "zoes-bakery", "status": "${status}"}`;
  }
  if (topic === "transactions.deleted") {
    const first = '{"heron_id": "txn_3mRzVKfGZ5cQk2pYw9TbXd", "reference_id": "invoice № 7"}';
    return `{"transactions": [${first}, {"heron_id": "txn_8hLsWnJ4vBqEe6uRy1CtKg", "reference_id": null}]}`;
  }
  return '{"heron_id": "sample_7dPxAaNq2ZtMfHk5Ws9LrV"}';
}

/**
 * An event as a Python sender might print it, with what the two serialisers print differently: an accent, an emoji, a
 * float without a fraction and a huge integer.
 */
export function sampleEvent(topic, created = new Date()) {
  const time = created.toISOString().replace(/\.\d+Z$/, "+00:00");
  const meta = '{"company": "Zoë’s Bakery 🥐", "score": 1.0, "account": 12345678901234567890}';
  return `{"topic": ${JSON.stringify(topic)}, "created": "${time}", "data": ${sampleData(topic)}, "meta": ${meta}}`;
}
