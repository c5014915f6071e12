// Package table makes tables of persons safer to hand on: it generalizes quasi-identifiers until
// every combination is shared by k persons, measures what an attacker could still do, and publishes
// aggregates whose hidden cells stay hidden.
//
// A [Table] is read with [Read]; [Config] gives every column a [Role] and the models to reach;
// [Anonymize] returns a [Result] whose output strings were checked again. [AnonymizeNotes] does the same
// over columns and what texts mention, [AnonymizeStream] for tables larger than memory. [Measure] tells
// the risk of any table as it is. [Publish] makes tables of counts and sums, [PublishPrivate] with noise.
//
// A k-anonymous table is not anonymous in every sense: knowledge from outside, a second release or
// rare sensitive values can still single people out. The numbers of the [Report] say how far.
package table
