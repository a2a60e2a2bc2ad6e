package dev.sluice.provider.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.testkit.Calls;
import dev.sluice.provider.testkit.http.Fault;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models are listed, each once, or the failure says why not. */
public interface ModelsContract extends ProviderContract {

    /** The model that the subject names is listed, with its dialect. */
    @Test
    default void listsItsModels() throws Exception {
        try (ContractSubject subject = subject()) {
            List<Model> models = models(subject);
            assertFalse(models.isEmpty(), "no model is listed");
            Model model = models.stream()
                    .filter(each -> each.id().equals(subject.model()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(subject.model() + " is not among " + models));
            assertTrue(
                    model.dialects().contains(subject.dialect()),
                    () -> model + " speaks " + model.dialects() + " and not " + subject.dialect());
        }
    }

    /** No id is listed twice, and the order is the same each time. */
    @Test
    default void listsEachModelOnceAndInTheSameOrder() throws Exception {
        try (ContractSubject subject = subject()) {
            List<String> ids = models(subject).stream().map(Model::id).toList();
            assertEquals(new HashSet<>(ids).size(), ids.size(), () -> "an id is listed twice in " + ids);
            assertEquals(ids, models(subject).stream().map(Model::id).toList(), "the second list");
        }
    }

    /** An upstream that fails is the upstream's fault, not an empty list. */
    @Test
    default void saysThatTheUpstreamFailsInsteadOfListingNothing() throws Exception {
        try (ContractSubject subject = subject()) {
            if (subject.failLists(Fault.status(500, "synthetic failure"))) {
                ProviderException failure =
                        Replies.failure(() -> models(subject), "models were listed although the upstream failed");
                assertEquals(ErrorKind.Fault.UPSTREAM, failure.kind().fault(), () -> "the fault of " + failure);
            }
        }
    }

    private static List<Model> models(ContractSubject subject) {
        return Calls.within(
                Replies.patience(), "models()", () -> subject.provider().models());
    }
}
