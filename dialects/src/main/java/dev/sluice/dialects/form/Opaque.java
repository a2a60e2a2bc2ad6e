package dev.sluice.dialects.form;

/**
 * What a model wants back unread with the next turn: a signature, or reasoning that only its maker can read.
 *
 * @param dialect the name of the dialect whose models understand it
 * @param id what the dialect calls it; empty if it has no name
 */
public record Opaque(String dialect, String id, String data) {}
