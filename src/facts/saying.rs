//! What the mail says and asks, by meaning: in its subject, in its text, in its pictures' words.

use super::body::BodyFacts;
use super::claim::Whom;
use super::identity::Identity;
use super::link::Link;
use super::{Facts, Mark};
use crate::domain::Domain;
use crate::domain::skeleton::skeleton;
use crate::finding::Weight;
use crate::language::data::Meaning;
use crate::language::expression;

/// Shortest word of a sender's name by which it is known in its domain.
const SHORTEST_NAME: usize = 4;

/// How many characters of a text are read for what it says.
const FIRST_SCREENS: usize = 4_000;

/// Something that the mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// What it says.
    pub meaning: Meaning,
    /// The words that say it.
    pub mark: Mark,
}

/// Reads what is said, the subject first.
pub(super) fn read(identity: &Identity, body: &BodyFacts) -> Vec<Saying> {
    let mut sayings = Vec::new();
    for said in expression::read(&identity.subject, false) {
        let mut mark = identity.subject_mark.clone();
        mark.excerpt.clone_from(&identity.subject);
        let meaning = said.meaning;
        sayings.push(Saying { meaning, mark });
    }
    for said in expression::read(first_screens(&body.visible), body.is_wrapped()) {
        let meaning = said.meaning;
        let mark = body.mark(said.range);
        sayings.push(Saying { meaning, mark });
    }
    for page in &body.pages {
        for said in expression::read(&page.alts.join("\n"), false) {
            let excerpt = page.alts.join("\n");
            let excerpt = excerpt.get(said.range).unwrap_or_default().to_owned();
            let mark = Mark {
                excerpt,
                ..Mark::default()
            };
            let meaning = said.meaning;
            sayings.push(Saying { meaning, mark });
        }
    }
    sayings
}

/// What a reader sees first of a long text: what a mail wants stands there, and behind it, in digests and
/// long newsletters, stands what others want.
fn first_screens(text: &str) -> &str {
    let end = text.char_indices().nth(FIRST_SCREENS);
    end.map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

impl Facts<'_> {
    /// What the mail says of these, in their order: the first places of each.
    #[must_use]
    pub fn says(&self, meanings: &[Meaning]) -> Vec<&Saying> {
        let mut found = Vec::new();
        for meaning in meanings {
            let mut of_it = self.sayings.iter().filter(|said| said.meaning == *meaning);
            found.extend(of_it.next());
        }
        found
    }

    /// Whether it comes from the organisation that the reader's own address belongs to.
    fn is_from_readers_own(&self) -> bool {
        let Some(from) = self.identity.from_domain() else {
            return false;
        };
        let addresses = self.body.reader_addresses.iter();
        let mut domains = addresses.filter_map(|own| Domain::parse(own.rsplit_once('@')?.1));
        !self.is_from_free_mail() && domains.any(|own| own.same_organization(&from))
    }

    /// Whether the words are those of the organisation that From names, so far as it can be seen.
    #[must_use]
    pub fn words_are_senders(&self) -> bool {
        // What strangers write leads to strangers; a platform's own words lead home.
        let strangers = self.passes_on_strangers_words() && !self.leads_only_home();
        // A page that bears the brand's name without being known as the brand's may be a stranger's.
        let bears_name = |link: &Link| {
            let whom = self.claim.as_ref().map(|claim| &claim.whom);
            let resembles = link.resemblance.as_ref();
            resembles.is_some_and(|found| whom == Some(&Whom::Brand(found.brand)))
        };
        let unsure = self
            .links
            .iter()
            .any(|link| link.action && bears_name(link));
        let proven = if self.claimed_brand().is_some() {
            self.brand_wrote_body()
        } else {
            let named = self.is_named_as_domain() || self.is_from_readers_own();
            self.auth.aligned_pass() && named
        };
        proven && !strangers && !unsure && self.third_party_link().is_none()
    }

    /// Whether the claimed brand delivers what strangers wrote, and this comes from its own address.
    #[must_use]
    pub fn passes_on_strangers_words(&self) -> bool {
        let from = self.identity.from_domain();
        self.claimed_brand().is_some_and(|brand| {
            brand.strangers_text.is_some() && from.is_some_and(|from| brand.owns(&from))
        })
    }

    /// Whether it says neither who wrote it nor for whom: a carrier's notice bears its name.
    #[must_use]
    pub fn names_nobody(&self) -> bool {
        self.identity.from_domain().is_none() && self.claim.is_none()
    }

    /// Whether From is a mailbox that anybody can open, with a name that is no person's.
    #[must_use]
    pub fn is_office_at_free_mail(&self) -> bool {
        let name = self.identity.display_name().unwrap_or_default();
        let sign =
            |c: char| c.is_ascii_digit() || matches!(c, '#' | '[' | '|' | '@' | '!' | '_' | '*');
        let person = self
            .claim
            .as_ref()
            .is_none_or(|claim| claim.whom == Whom::Person);
        self.is_from_free_mail() && (!person || name.contains(sign))
    }

    /// Whether From is a mailbox that anybody can open.
    #[must_use]
    pub fn is_from_free_mail(&self) -> bool {
        let from = self.identity.from_domain();
        from.is_some_and(|from| self.is_free_mail(&from))
    }

    /// Whether the sender calls itself as its own domain is called ("Corner Bikes" at
    /// `cornerbikes.example`), where that is not a free mailbox.
    #[must_use]
    pub fn is_named_as_domain(&self) -> bool {
        let Some(from) = self.identity.from_domain() else {
            return false;
        };
        let label = from.organizational().split('.').next().unwrap_or_default();
        let label = skeleton(label).replace('-', "");
        let name = skeleton(self.identity.display_name().unwrap_or_default());
        let words = || name.split(|c: char| !c.is_alphanumeric());
        let joined: String = words().collect();
        let part = |word: &str| word.len() >= SHORTEST_NAME && label.contains(word);
        let initials: String = words().filter_map(|word| word.chars().next()).collect();
        let same =
            joined.len() >= SHORTEST_NAME && (joined.contains(&label) || label.contains(&joined));
        let short = label.len() >= 2 && (words().any(|word| word == label) || initials == label);
        !self.is_from_free_mail() && (same || short || words().any(part))
    }

    /// How much words weigh that genuine mail hardly has: little where the sender is proven to have
    /// written them, or where people talk on a list.
    #[must_use]
    pub fn weight_of_alarm(&self) -> Weight {
        let company = matches!(
            self.claim.as_ref().map(|claim| &claim.whom),
            Some(Whom::Organisation(_))
        );
        // A company that we do not know, which writes of its own things and leads to them.
        let own_things = company && self.leads_home() && self.is_named_as_domain();
        let among_people = self.identity.discussion && !self.passes_on_strangers_words();
        if self.words_are_senders() || among_people || own_things {
            Weight::Hint
        } else {
            Weight::Strong
        }
    }

    /// How much demands weigh that no company makes by mail: much, unless a proven sender speaks of them in
    /// its own name and leads to itself, or people talk on a list.
    #[must_use]
    pub fn weight_of_demand(&self) -> Weight {
        // A paper that warns of such demands calls itself by its name, proves it, and leads to itself.
        let own = self.words_are_senders() && self.leads_home();
        if own || self.identity.discussion {
            Weight::Hint
        } else {
            Weight::Strong
        }
    }

    /// How much words weigh that genuine mail has, too: much only where the mail leads to strangers,
    /// comes from a free mailbox in a company's name, or from another than it claims.
    #[must_use]
    pub fn weight_of_notice(&self) -> Weight {
        let from = self.identity.from_domain();
        let foreign = self.claimed_brand().is_some_and(|brand| {
            from.as_ref().map_or(!self.leads_mostly_to_brand(), |from| {
                !brand.owns(from) && brand.tenant_of(from).is_none()
            })
        });
        let away = self.third_party_link().is_some() || foreign;
        if away || self.is_office_at_free_mail() {
            self.weight_of_alarm()
        } else {
            Weight::Hint
        }
    }
}
