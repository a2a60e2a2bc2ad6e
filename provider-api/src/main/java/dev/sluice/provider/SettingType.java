package dev.sluice.provider;

import java.util.function.Function;

/**
 * How the texts of a setting are read.
 *
 * @param <T> what they are read as
 * @param expected what a text looks like, for people
 * @param form what it is made of
 * @param parser throws for what cannot be read
 */
record SettingType<T>(String expected, SettingForm form, Function<String, T> parser) {}
