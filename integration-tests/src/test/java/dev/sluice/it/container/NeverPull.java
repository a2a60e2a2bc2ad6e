package dev.sluice.it.container;

import org.testcontainers.images.ImagePullPolicy;
import org.testcontainers.utility.DockerImageName;

/** An image is on this machine, or the test fails at once. Named in {@code testcontainers.properties}. */
public final class NeverPull implements ImagePullPolicy {
    @Override
    public boolean shouldPull(DockerImageName image) {
        return false;
    }
}
