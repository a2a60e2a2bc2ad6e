package dev.sluice.gateway.admin;

import java.util.List;

/**
 * What a reload came to.
 *
 * @param changed what is different now: keys, and providers with what became of them
 * @param errors why the configuration as it is in the files is not in effect; empty if it is
 * @param afterRestart keys that have changed and take effect at the next start
 */
public record ReloadReport(List<String> changed, List<String> errors, List<String> afterRestart) {
    /** Copies the lists. */
    public ReloadReport {
        changed = List.copyOf(changed);
        errors = List.copyOf(errors);
        afterRestart = List.copyOf(afterRestart);
    }
}
