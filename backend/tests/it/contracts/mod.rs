//! Contracts: made from an award, with lines, options, orders, modifications and payments.
