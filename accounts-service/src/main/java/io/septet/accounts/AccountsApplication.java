package io.septet.accounts;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** accounts-service: workspaces, members, feeds, tokens and publications. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AccountsApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(AccountsApplication.class, args);
    }
}
