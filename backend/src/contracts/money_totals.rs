//! What follows from a contract's invoices: sums that must hold together, and what may still be invoiced.

use super::record::{ContractRecord, Invoice, Milestone};
use super::totals::sum;
use chrono::NaiveDate;
use domain::contracts::{InvoiceKind, Invoicing, Settlement, late_rate};
use domain::states::acceptance::AcceptanceState;
use domain::states::invoice::InvoiceState;
use domain::states::milestone::MilestoneState;
use rust_decimal::Decimal;

impl ContractRecord {
    /// The invoice with a number.
    #[must_use]
    pub fn invoice(&self, number: i64) -> Option<&Invoice> {
        self.money.invoices.iter().find(|one| one.number == number)
    }

    /// Invoices of a kind that are not rejected.
    fn live(&self, kind: InvoiceKind) -> impl Iterator<Item = &Invoice> {
        let invoices = self.money.invoices.iter();
        invoices.filter(move |one| one.kind == kind && one.counts())
    }

    /// What was invoiced for a milestone, retention releases left out.
    #[must_use]
    pub fn invoiced_for(&self, milestone: i64) -> i64 {
        let of = self.live(InvoiceKind::Milestone);
        sum(of
            .filter(|one| one.milestone == Some(milestone))
            .map(Invoice::gross_minor))
    }

    /// What was paid for a milestone without an invoice here.
    #[must_use]
    pub fn paid_without_invoice(&self, milestone: &Milestone) -> i64 {
        let of = self.payments.iter();
        sum(of
            .filter(|paid| paid.milestone == Some(milestone.id) && paid.invoice.is_none())
            .map(|paid| paid.amount_minor))
    }

    /// What of a milestone is accepted: nothing before acceptance.
    #[must_use]
    pub fn accepted_of(&self, milestone: &Milestone) -> i64 {
        if milestone.status == MilestoneState::Accepted {
            milestone.payable_minor()
        } else {
            0
        }
    }

    /// What of a milestone may still be invoiced.
    #[must_use]
    pub fn to_invoice(&self, milestone: &Milestone) -> i64 {
        let taken = self
            .invoiced_for(milestone.number)
            .saturating_add(self.paid_without_invoice(milestone));
        self.accepted_of(milestone).saturating_sub(taken).max(0)
    }

    /// Percent that is retained from a milestone; nothing once it is finally accepted.
    #[must_use]
    pub fn retention_percent(&self, milestone: i64) -> Decimal {
        let finished = self.is_finally_accepted(milestone);
        let terms = self.money.terms.iter().flat_map(|terms| &terms.retentions);
        let mut agreed = terms.filter(|one| one.milestone == milestone && !finished);
        agreed.next().map_or(Decimal::ZERO, |one| one.percent)
    }

    /// Whether the last stage of a milestone's acceptance is reached.
    #[must_use]
    pub fn is_finally_accepted(&self, milestone: i64) -> bool {
        let milestone = self.milestone(milestone);
        let staged = milestone.and_then(|milestone| milestone.staged.as_ref());
        staged.is_some_and(|staged| staged.state == AcceptanceState::Final)
    }

    /// Money that is kept back from a milestone and not invoiced again.
    #[must_use]
    pub fn retained_of(&self, milestone: i64) -> i64 {
        let of = |one: &&Invoice| one.milestone == Some(milestone);
        let kept = self.live(InvoiceKind::Milestone).filter(of);
        let released = self.live(InvoiceKind::Retention).filter(of);
        sum(kept.filter_map(|one| Some(one.settled?.retention)))
            - sum(released.map(Invoice::gross_minor))
    }

    pub(super) fn settlements(&self) -> impl Iterator<Item = Settlement> {
        let invoices = self.money.invoices.iter().filter(|one| one.counts());
        invoices.filter_map(|one| one.settled)
    }

    /// Advance payment that is paid.
    #[must_use]
    pub fn advanced(&self) -> i64 {
        let paid = |one: &&Invoice| one.status == InvoiceState::Paid;
        sum(self
            .live(InvoiceKind::Advance)
            .filter(paid)
            .filter_map(Invoice::net_minor))
    }

    /// What of the agreed advance payment may still be invoiced.
    #[must_use]
    pub fn advance_to_invoice(&self) -> i64 {
        let agreed = self
            .money
            .terms
            .as_ref()
            .map_or(0, |terms| terms.advance_minor);
        let invoiced = sum(self.live(InvoiceKind::Advance).map(Invoice::gross_minor));
        agreed.saturating_sub(invoiced).max(0)
    }

    /// Advance payment that is paid and not set off.
    #[must_use]
    pub fn advance_open(&self) -> i64 {
        self.advanced() - sum(self.settlements().map(|one| one.advance))
    }

    /// The sums of invoices that must hold together.
    #[must_use]
    pub fn invoicing(&self) -> Invoicing {
        let retained = self.milestones.iter().map(|one| self.held_back(one.number));
        let beyond = self.milestones.iter().map(|milestone| {
            let taken = self.invoiced_for(milestone.number);
            taken.saturating_sub(self.accepted_of(milestone)).max(0)
        });
        Invoicing {
            invoiced: sum(self.live(InvoiceKind::Milestone).map(Invoice::gross_minor)),
            beyond_acceptance: sum(beyond),
            retained: sum(retained),
            set_off: sum(self
                .settlements()
                .map(|one| one.damages.saturating_add(one.credits))),
            advanced: self.advanced(),
            advance_set_off: sum(self.settlements().map(|one| one.advance)),
            credits_confirmed: self.credits_confirmed(),
            credits_set_off: sum(self.settlements().map(|one| one.credits)),
        }
    }

    /// Money that is kept back from a milestone and not paid yet.
    #[must_use]
    pub fn held_back(&self, milestone: i64) -> i64 {
        let of = |one: &&Invoice| one.milestone == Some(milestone);
        let kept = self.live(InvoiceKind::Milestone).filter(of);
        let paid = self
            .live(InvoiceKind::Retention)
            .filter(of)
            .filter(|one| one.status == InvoiceState::Paid);
        sum(kept.filter_map(|one| Some(one.settled?.retention)))
            - sum(paid.map(Invoice::gross_minor))
    }

    /// The rate of late interest for what is due on a day, in percent a year: by the December before its year (own reading of
    /// which December is meant); none until an officer has typed it.
    #[must_use]
    pub fn late_rate(&self, due_on: NaiveDate) -> Option<Decimal> {
        let year = chrono::Datelike::year(&due_on) - 1;
        let mut typed = self
            .money
            .rates
            .iter()
            .rev()
            .filter(|rate| rate.year == year);
        typed.next().map(|rate| late_rate(rate.euribor_percent))
    }
}
