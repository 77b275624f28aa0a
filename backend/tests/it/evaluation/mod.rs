//! From the panel to the cleared award.

mod anonymous;
mod award;
mod complaints;
mod debriefs;
mod decisions;
mod desk;
mod explain;
mod formulas;
mod glance;
mod inquiries;
mod lots;
mod methods;
mod notes;
mod panel;
mod past;
mod prices;
mod reading;
mod remarks;
mod report;
mod result;
mod reversals;
mod robust;
mod scores;
mod waive;
