package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The models that the simulated account sees: a snapshot of 2026-03 with its oddities (ids that occur twice, entries
 * without {@code supported_endpoints}, one disabled by policy). Thread-safe.
 */
public final class Catalogue {

    private final List<JsonObject> entries = new CopyOnWriteArrayList<>();
    private final Set<String> exchangedOnly = ConcurrentHashMap.newKeySet();

    Catalogue() {
        try (InputStream file =
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("models.json"), "models.json")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            entries.addAll(JsonValues.objects((JsonArray) JsonValues.parse(text)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the catalogue can't be read", unreadable);
        }
    }

    /** Every entry, in the order of the list. */
    public List<JsonObject> entries() {
        return List.copyOf(entries);
    }

    /** Appends an entry; an id that is there already then occurs twice. */
    public void add(JsonObject entry) {
        entries.add(entry);
    }

    /** Takes away every entry of this id. */
    public void remove(String id) {
        entries.removeIf(withId(id));
    }

    /** Changes every entry of this id. */
    public void change(String id, UnaryOperator<JsonObject> change) {
        entries.replaceAll(entry -> withId(id).test(entry) ? change.apply(entry) : entry);
    }

    /** Sets the policy state of a model: {@code enabled}, {@code disabled} or {@code unconfigured}. */
    public void policy(String id, String state) {
        change(
                id,
                entry -> JsonValues.with(
                        entry, "policy", JsonValues.with(JsonValues.child(entry, "policy"), "state", state)));
    }

    /** Marks every model as not for the picker, as Free and Student plans see them. */
    public void hideFromPicker() {
        entries.replaceAll(entry -> JsonValues.with(entry, "model_picker_enabled", false));
    }

    /** Lets a model answer to exchanged tokens only. */
    public void onlyForExchangedTokens(String id) {
        exchangedOnly.add(id);
    }

    boolean exchangedOnly(String id) {
        return exchangedOnly.contains(id);
    }

    Optional<CatalogueEntry> find(String id) {
        return entries.stream().filter(withId(id)).findFirst().map(CatalogueEntry::new);
    }

    private static Predicate<JsonObject> withId(String id) {
        return entry -> entry.getString("id", "").equals(id);
    }
}
