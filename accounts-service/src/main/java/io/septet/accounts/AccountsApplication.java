package io.septet.accounts;

import io.septet.kit.run.Service;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** accounts-service: workspaces, members, feeds, tokens and publications. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AccountsApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        Service.run(AccountsApplication.class, args);
    }
}
