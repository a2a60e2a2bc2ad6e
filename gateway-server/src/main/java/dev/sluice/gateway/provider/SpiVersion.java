package dev.sluice.gateway.provider;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the provider API. The major number changes with removals, the minor number with additions. */
record SpiVersion(int major, int minor) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?.*");

    /** Reads a module's version; empty if it has none of this form. */
    static Optional<SpiVersion> parse(Optional<ModuleDescriptor.Version> version) {
        return version.map(ModuleDescriptor.Version::toString)
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(form -> new SpiVersion(
                        Integer.parseInt(form.group(1)), form.group(2) == null ? 0 : Integer.parseInt(form.group(2))));
    }

    /** Tells whether what was compiled against another version runs on this one. */
    boolean supports(SpiVersion compiled) {
        return compiled.major == major && (major == 0 ? compiled.minor == minor : compiled.minor <= minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
