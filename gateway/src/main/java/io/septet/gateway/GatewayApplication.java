package io.septet.gateway;

import io.septet.kit.run.Service;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The only public door of Septet. */
@SpringBootApplication
@EnableConfigurationProperties(GatewayProperties.class)
public class GatewayApplication {

    /** Starts the gateway. */
    public static void main(String[] args) {
        Service.run(GatewayApplication.class, args);
    }
}
