package io.tillbridge.platform;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Whether a broker's URL can be used, asked before anything is started. */
final class BrokerUrl {

    private BrokerUrl() {}

    /**
     * Passes if Artemis' client understands the URL; whether a broker is there is another matter.
     *
     * @throws StartupFailure {@code broker_url_invalid}
     */
    static void require(String url) {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url)) {
            if (factory.getServerLocator().getStaticTransportConfigurations().length == 0
                    && factory.getServerLocator().getDiscoveryGroupConfiguration() == null) {
                throw invalid(url, null);
            }
        } catch (StartupFailure e) {
            throw e;
        } catch (RuntimeException e) {
            throw invalid(url, e);
        }
    }

    private static StartupFailure invalid(String url, @Nullable Throwable cause) {
        return new StartupFailure(
                "broker_url_invalid",
                "tillbridge.broker.url is " + ShownUrl.of(url)
                        + ", expected tcp://host:61616 or (tcp://a:61616,tcp://b:61616)?ha=true; correct it, or leave it"
                        + " out to use the embedded broker.",
                cause);
    }
}
