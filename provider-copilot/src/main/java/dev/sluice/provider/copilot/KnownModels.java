package dev.sluice.provider.copilot;

import dev.sluice.provider.Model;
import dev.sluice.provider.copilot.CopilotSettings.NonStreaming;
import dev.sluice.provider.copilot.api.CopilotModel;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of the models: by the settings, and by the catalogue when it was last read. */
final class KnownModels {
    private final boolean pickerOnly;
    private final NonStreaming nonStreaming;
    private final Set<String> streamOnly;
    private volatile Set<String> listed = Set.of();
    private volatile Set<String> capped = Set.of();

    KnownModels(CopilotSettings settings) {
        this.pickerOnly = settings.pickerOnly();
        this.nonStreaming = settings.nonStreaming();
        this.streamOnly = settings.streamOnlyModels();
    }

    /** Remembers the catalogue and returns the models to list. */
    List<Model> learn(List<CopilotModel> catalogue) {
        capped = catalogue.stream()
                .filter(CopilotModel::cappedUnstreamed)
                .map(each -> each.model().id())
                .collect(Collectors.toUnmodifiableSet());
        listed = catalogue.stream().map(each -> each.model().id()).collect(Collectors.toUnmodifiableSet());
        return catalogue.stream()
                .filter(each -> !pickerOnly || each.inPicker())
                .map(CopilotModel::model)
                .toList();
    }

    /** Tells whether a reply in one body is better collected from a stream. */
    boolean collected(String model) {
        return switch (nonStreaming) {
            case PLAIN -> false;
            case STREAM -> true;
            // Before the catalogue is read, the family tells: it is Claude's whose plain replies are cut short.
            case AUTO ->
                streamOnly.contains(model)
                        || capped.contains(model)
                        || (!listed.contains(model) && model.startsWith("claude"));
        };
    }
}
