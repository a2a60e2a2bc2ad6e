package dev.sluice.gateway.provider;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a module that providers are compiled against, as far as compatibility goes.
 *
 * @param major changes when something was removed; 0 while the module is incubating
 * @param minor changes when something was added, and while the module is incubating also when something was removed
 */
record SpiVersion(int major, int minor) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?.*");

    /** Reads a module's version; nothing if it has none that can be compared. */
    static Optional<SpiVersion> parse(Optional<ModuleDescriptor.Version> version) {
        return version.map(ModuleDescriptor.Version::toString)
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(form -> new SpiVersion(
                        Integer.parseInt(form.group(1)), form.group(2) == null ? 0 : Integer.parseInt(form.group(2))));
    }

    /** Tells whether what was compiled against another version runs on this one. */
    boolean runs(SpiVersion compiled) {
        return compiled.major == major && (major == 0 ? compiled.minor == minor : compiled.minor <= minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
