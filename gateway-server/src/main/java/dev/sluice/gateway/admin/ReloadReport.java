package dev.sluice.gateway.admin;

import java.util.List;

/**
 * What a reload came to.
 *
 * @param changed what is different now: keys, and providers with what became of them
 * @param mistakes why the configuration as it is in the files is not in effect; empty if it is
 * @param afterRestart keys that have changed and take effect at the next start
 */
public record ReloadReport(List<String> changed, List<String> mistakes, List<String> afterRestart) {
    /** Copies the lists. */
    public ReloadReport {
        changed = List.copyOf(changed);
        mistakes = List.copyOf(mistakes);
        afterRestart = List.copyOf(afterRestart);
    }
}
