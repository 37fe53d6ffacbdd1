package io.tillbridge.rehearsal;

import io.tillbridge.mapping.Mappings;
import io.tillbridge.posting.BatchTranslated;
import java.time.Clock;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Shadow runs of this process. */
@Configuration(proxyBeanMethods = false)
class RehearsalConfiguration {

    private static final int LONGEST = 1_000;

    @Bean
    ShadowRun shadowRun(Shadows shadows, Mappings mappings, Clock clock) {
        return new ShadowRun(shadows, mappings, clock, LONGEST);
    }

    @Bean
    LookingOn lookingOn(ShadowRun run) {
        return new LookingOn(run);
    }

    /** Connects a run to the events of the application. */
    static final class LookingOn {

        private final ShadowRun run;

        LookingOn(ShadowRun run) {
            this.run = run;
        }

        @EventListener
        void onBatch(BatchTranslated batch) {
            run.onBatch(batch);
        }

        @EventListener(ApplicationStartedEvent.class)
        void onStart() {
            run.start();
        }
    }
}
