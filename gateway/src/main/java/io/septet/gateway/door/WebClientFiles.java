package io.septet.gateway.door;

import io.septet.gateway.GatewayProperties;
import io.septet.gateway.route.Paths;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * The web client's files. Those below {@code /assets} carry their content's hash in their names and
 * are kept for good; everything else is asked for anew. A path that is one of the client's own
 * screens is answered with its start page.
 */
@Configuration(proxyBeanMethods = false)
class WebClientFiles implements WebMvcConfigurer {
    private static final String FILES = "classpath:/static/";

    private final String swaggerUi;

    WebClientFiles(GatewayProperties gateway) {
        this.swaggerUi =
                "classpath:/META-INF/resources/webjars/swagger-ui/"
                        + gateway.swaggerUiVersion()
                        + "/";
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(Paths.DOCS + "/**")
                .addResourceLocations("classpath:/api-docs/", swaggerUi)
                .setCacheControl(CacheControl.noCache());
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(FILES + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        registry.addResourceHandler("/**")
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(true)
                .addResolver(new StartPage());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/index.html");
        registry.addViewController(Paths.DOCS).setViewName("forward:" + Paths.DOCS + "/index.html");
    }

    private static final class StartPage extends PathResourceResolver {
        private static final List<String> NOT_SCREENS =
                List.of("api", "internal", "actuator", "assets", "m", "v3", "webjars");

        @Override
        protected @Nullable Resource getResource(String path, Resource location)
                throws IOException {
            var file = super.getResource(path, location);
            return file != null || !isScreen(path)
                    ? file
                    : super.getResource("index.html", location);
        }

        private static boolean isScreen(String path) {
            return !NOT_SCREENS.contains(path.split("/", 2)[0])
                    && !path.substring(path.lastIndexOf('/') + 1).contains(".");
        }
    }
}
