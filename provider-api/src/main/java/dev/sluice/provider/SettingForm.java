package dev.sluice.provider;

/** What the value of a {@link Setting} is made of. */
@Stable(since = "1.0")
public enum SettingForm {
    /** One text, however it is read. */
    VALUE,
    /** A list, or in one text its elements with commas between them. */
    LIST,
    /** Names with a text each, or in one text {@code name=text} with commas, or line breaks, between them. */
    MAP,
    /** A secret text, or a list of them. */
    SECRET
}
