//! The search for what would make the signature match: chains of repairs, keys and digests, the likeliest first.
//!
//! Everything that has to be put right costs something, and the search goes through the sums: everything that costs
//! nothing, then everything that costs 1, and so on. A text that was met before is not looked at again, and a chain
//! only goes forward through the stages of its repairs, so that the work grows with the texts that differ.

use core::iter;

use super::cause::{CAUSES, Cause};
use super::difference::first_difference;
use super::digest::Digest;
use super::limits::{MAX_COST, MAX_FINDINGS, MAX_REPAIRS_COST, MAX_WRAPPINGS, OVERHEAD, WORK};
use super::met::Met;
use super::outcome::{Compared, Outcome};
use super::redact::Redactor;
use super::row::{Row, Stage};
use super::{Finding, Input, Place, SignedText, Step, header, secret};
use crate::{
    json::{Form, Rewriter},
    signature::Key,
};

/// The cost of each change to a secret, and of another digest.
const COST: usize = 3;

/// When each cause is tried alone, whatever it costs: before any two.
const ALONE: usize = 1;

/// Beside these, the text is repaired once, or at most at this cost.
const MAX_BESIDE: usize = 2;

/// A text, and how the search came to it.
struct Node {
    text: Vec<u8>,
    cost: usize,
    /// The node whose text was repaired; none for the body that was given.
    from: Option<usize>,
    /// What was put right in the text of `from`; none if a form of it was made.
    row: Option<usize>,
    /// The form of the text; none for one whose forms are to be made.
    form: Option<Form>,
    /// How many wrappings were taken off.
    wrappings: usize,
    /// How many repairs were made.
    repairs: usize,
}

/// What is to be done with a node.
#[derive(Clone, Copy)]
enum Task {
    /// Puts right the cause of this row.
    Repair(usize),
    /// Tries it with the keys and digests that cost this much.
    Compare(usize),
}

/// A key, by its number, and the function that makes a signature with it: none for Heron's.
type Signer = (usize, Option<(Cause, &'static Digest)>);

struct Search<'a> {
    input: &'a Input<'a>,
    redactor: &'a Redactor,
    keys: Vec<secret::Candidate>,
    /// The same, made ready for Heron's signatures.
    prepared: Vec<Option<Key>>,
    /// By their cost.
    signers: [Vec<Signer>; MAX_COST + 1],
    signatures: Vec<header::Candidate>,
    nodes: Vec<Node>,
    met: Met,
    /// By their cost.
    tasks: [Vec<(usize, Task)>; MAX_COST + 1],
    rewriter: Rewriter,
    work: usize,
    findings: Vec<Finding>,
}

/// Looks for what makes the signature match. `all_given`: no secret was left out of the input.
pub(super) fn search(input: &Input<'_>, all_given: bool, redactor: &Redactor) -> Outcome {
    let (signatures, is_understood) = header::candidates(input.header);
    let keys: Vec<secret::Candidate> =
        input.secrets.iter().enumerate().flat_map(|(index, secret)| secret::candidates(secret, index)).collect();
    let compared = match (keys.is_empty(), signatures.is_empty()) {
        (true, _) => Compared::NoSecret,
        (_, true) if input.header.is_empty() => Compared::NoSignature,
        (_, true) => Compared::Unreadable,
        _ => Compared::Yes,
    };
    if compared != Compared::Yes {
        return Outcome { compared, ..Outcome::default() };
    }
    let mut search = Search {
        input,
        redactor,
        signers: signers(&keys, &signatures),
        prepared: keys.iter().map(|key| Key::new(&key.key).ok()).collect(),
        keys,
        signatures,
        nodes: Vec::new(),
        met: Met::default(),
        tasks: Default::default(),
        rewriter: Rewriter::new(),
        work: 0,
        findings: Vec::new(),
    };
    let each_was_tried = search.run();
    let mut outcome = Outcome { exhaustive: search.work < WORK, work: search.work.min(WORK), ..Outcome::default() };
    if search.findings.is_empty() {
        let all_tried = each_was_tried && is_understood && all_given;
        let tried = CAUSES.iter().filter(|row| row.tried);
        let (ruled_out, in_part): (Vec<&Row>, Vec<&Row>) = tried.partition(|row| all_tried && (row.in_full)(input));
        outcome.ruled_out = ruled_out.iter().map(|row| row.cause).collect();
        outcome.tried_in_part = in_part.iter().map(|row| row.cause).collect();
    }
    outcome.findings = search.findings;
    outcome
}

/// Every key with every function that makes signatures of such lengths, by their cost.
fn signers(keys: &[secret::Candidate], signatures: &[header::Candidate]) -> [Vec<Signer>; MAX_COST + 1] {
    let has_len = |len| signatures.iter().any(|signature| signature.digest.len() == len);
    let others = CAUSES.iter().flat_map(|row| row.digests.iter().map(|digest| Some((row.cause, digest))));
    let digests = [None].into_iter().chain(others);
    let mut signers: [Vec<_>; MAX_COST + 1] = Default::default();
    for digest in digests.filter(|digest| has_len(digest.map_or(Digest::HERON_LEN, |(_, digest)| digest.len))) {
        for (index, key) in keys.iter().enumerate() {
            if let Some(of_cost) = signers.get_mut(COST * (key.changes + usize::from(digest.is_some()))) {
                of_cost.push((index, digest));
            }
        }
    }
    signers
}

impl Search<'_> {
    /// Goes through the costs; whether each cause was tried alone.
    fn run(&mut self) -> bool {
        let text = self.input.body().to_vec();
        self.add(Node { text, cost: 0, from: None, row: None, form: None, wrappings: 0, repairs: 0 });
        for cost in 0..=MAX_COST {
            let mut at = 0;
            while let Some(&(node, task)) = self.tasks[cost].get(at) {
                match task {
                    Task::Repair(row) => self.repair(node, row),
                    Task::Compare(extra) => self.compare(node, extra),
                }
                if self.work >= WORK || self.findings.len() == MAX_FINDINGS {
                    return cost > ALONE;
                }
                at += 1;
            }
            self.tasks[cost] = Vec::new();
            if !self.findings.is_empty() {
                break;
            }
        }
        true
    }

    /// The texts that one repair makes of a node.
    fn repair(&mut self, from: usize, row: usize) {
        let Row { repair, repairs, more, stage, .. } = &CAUSES[row];
        let Node { text, cost, form, wrappings, repairs: before, .. } = &self.nodes[from];
        let (form, wrappings) = (*form, wrappings + usize::from(*stage == Stage::Wrapping));
        let (cost, before) = (cost + CAUSES[row].cost_behind(text), *before);
        let each = repair.iter().filter_map(|repair| repair(text)).map(|text| (text, cost));
        let others = repairs.map_or(Vec::new(), |repairs| repairs(text, self.input)).into_iter();
        let others = others.map(|text| (text, cost + more));
        for (text, cost) in each.chain(others).collect::<Vec<_>>() {
            if cost <= MAX_REPAIRS_COST && self.spend(text.len()) {
                self.add(Node { text, cost, from: Some(from), row: Some(row), form, wrappings, repairs: before + 1 });
            }
        }
    }

    /// Adds a text, unless it was met, and what is to be done with it.
    fn add(&mut self, node: Node) {
        if !self.met.insert(node.form.is_some(), &node.text) {
            return;
        }
        let index = self.nodes.len();
        let (cost, is_body) = (node.cost, node.form.is_none());
        let is_untouched = node.repairs == 0;
        let is_simple = node.repairs < 2 || cost <= MAX_BESIDE;
        let last = node.row.map(|row| (CAUSES[row].stage, row));
        for (at, row) in CAUSES.iter().enumerate() {
            let is_next = last.is_none_or(|(stage, last)| match row.stage {
                _ if stage != row.stage => stage < row.stage,
                Stage::Wrapping => node.wrappings < MAX_WRAPPINGS,
                stage => !stage.is_single() && last < at,
            });
            if is_next && is_body == (row.stage <= Stage::Values) && row.makes_texts() {
                let cost = cost + row.cost_behind(&node.text);
                if cost <= MAX_REPAIRS_COST {
                    self.push(if is_untouched { cost.min(ALONE) } else { cost }, (index, Task::Repair(at)));
                }
            }
        }
        self.nodes.push(node);
        if is_body {
            self.forms(index);
        } else {
            self.compare(index, 0);
            for extra in 1..=MAX_COST {
                if !self.signers[extra].is_empty() && is_simple {
                    let is_alone = is_untouched && extra == COST;
                    self.push(if is_alone { ALONE } else { cost + extra }, (index, Task::Compare(extra)));
                }
            }
        }
    }

    fn push(&mut self, cost: usize, task: (usize, Task)) {
        if let Some(tasks) = self.tasks.get_mut(cost) {
            tasks.push(task);
        }
    }

    /// Adds the forms of a text.
    fn forms(&mut self, of: usize) {
        for form in Form::ALL {
            let Node { text, cost, wrappings, repairs, .. } = &self.nodes[of];
            let (len, cost, wrappings, repairs) = (text.len(), *cost, *wrappings, *repairs);
            if let Ok(message) = self.rewriter.rewrite(text.as_slice().into(), form) {
                let text = message.to_vec();
                if self.spend(len) {
                    self.add(Node { text, cost, from: Some(of), row: None, form: Some(form), wrappings, repairs });
                }
            }
        }
    }

    /// Compares the signatures of a node with those of the header.
    fn compare(&mut self, node: usize, extra: usize) {
        for at in 0..self.signers[extra].len() {
            let (key, digest) = self.signers[extra][at];
            if !self.spend(self.nodes[node].text.len() + OVERHEAD) {
                return;
            }
            let text = &self.nodes[node].text;
            let made = match (digest, &self.prepared[key]) {
                (Some((_, digest)), _) => (digest.make)(&self.keys[key].key, text),
                (None, Some(key)) => key.sign(text).as_bytes().to_vec(),
                (None, None) => continue,
            };
            if let Some(signature) = self.signatures.iter().find(|signature| signature.digest == made) {
                let key = &self.keys[key];
                let digest = digest.map(|(cause, _)| cause);
                let causes = [&key.causes[..], digest.as_slice(), &self.causes(node), &signature.causes].concat();
                if self.findings.len() < MAX_FINDINGS && self.findings.iter().all(|finding| finding.causes != causes) {
                    let secret = key.index;
                    self.findings.push(self.finding(causes, secret, node));
                }
            }
        }
    }

    /// The nodes from the body that was given to this one.
    fn way(&self, node: usize) -> Vec<&Node> {
        let mut way: Vec<&Node> =
            iter::successors(Some(&self.nodes[node]), |node| Some(&self.nodes[node.from?])).collect();
        way.reverse();
        way
    }

    /// What was put right on the way to a node.
    fn causes(&self, node: usize) -> Vec<Cause> {
        self.way(node).iter().filter_map(|node| Some(CAUSES[node.row?].cause)).collect()
    }

    fn finding(&self, causes: Vec<Cause>, secret: usize, node: usize) -> Finding {
        let way = self.way(node);
        let steps = way.windows(2).filter_map(|nodes| {
            let [before, after] = [&nodes[0].text, &nodes[1].text];
            let offset = first_difference(before, after)?;
            let cause = nodes[1].row.map(|row| CAUSES[row].cause);
            Some(Step {
                cause,
                form: nodes[1].form.filter(|_| cause.is_none()),
                before: Place::of(before, offset, self.redactor),
                after: Place::of(after, offset, self.redactor),
            })
        });
        let steps = steps.collect();
        let text = &self.nodes[node].text;
        let (shown, truncated) = self.redactor.beginning(text);
        Finding {
            proven: true,
            form: self.nodes[node].form,
            secret: Some(secret),
            causes,
            signed: Some(SignedText { len: text.len(), text: shown, truncated, steps }),
            place: None,
        }
    }

    /// Whether there is work left for `len` bytes. Once there is none, there is none for less either.
    fn spend(&mut self, len: usize) -> bool {
        self.work = self.work.saturating_add(len);
        self.work < WORK
    }
}
