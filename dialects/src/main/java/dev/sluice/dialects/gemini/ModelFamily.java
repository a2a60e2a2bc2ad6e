package dev.sluice.dialects.gemini;

import dev.sluice.provider.Model;
import java.util.Locale;

/**
 * In what Google's models differ.
 *
 * @param levels whether thinking is told by level rather than by budget
 * @param signatures whether a call without a signature is refused
 * @param pro whether it is one of the large ones, which never stop thinking
 */
record ModelFamily(boolean levels, boolean signatures, boolean pro) {

    static ModelFamily of(Model model) {
        String id = model.id().toLowerCase(Locale.ROOT);
        boolean older = id.contains("gemini-1") || id.contains("gemini-2") || id.contains("gemma");
        return new ModelFamily(id.contains("gemini-3"), !older, id.contains("pro"));
    }
}
