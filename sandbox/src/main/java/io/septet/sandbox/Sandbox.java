package io.septet.sandbox;

import io.septet.sandbox.bluesky.BlueskyApi;
import io.septet.sandbox.container.ContainerApi;
import io.septet.sandbox.facebook.FacebookApi;
import io.septet.sandbox.fault.Faults;
import io.septet.sandbox.fault.Limits;
import io.septet.sandbox.grant.Grants;
import io.septet.sandbox.http.Door;
import io.septet.sandbox.http.Routes;
import io.septet.sandbox.ledger.Accounts;
import io.septet.sandbox.ledger.Ledger;
import io.septet.sandbox.linkedin.LinkedInApi;
import io.septet.sandbox.mastodon.MastodonApi;
import io.septet.sandbox.page.Pages;
import io.septet.sandbox.platform.Places;
import io.septet.sandbox.platform.World;
import io.septet.sandbox.telegram.TelegramApi;
import io.septet.sandbox.x.XApi;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A running sandbox: one door for X, Facebook and the control, one for each Mastodon-like server,
 * one for the Bluesky-like one.
 */
public final class Sandbox implements AutoCloseable {
    private final Door main;
    private final List<Door> instances;
    private final Door bluesky;
    private final Ledger ledger;
    private final World world;

    private Sandbox(Door main, List<Door> instances, Door bluesky, Ledger ledger, World world) {
        this.main = main;
        this.instances = instances;
        this.bluesky = bluesky;
        this.ledger = ledger;
        this.world = world;
    }

    /**
     * Starts on these ports (0 for any free one) in real time.
     *
     * @param data the folder in which it keeps {@code sandbox/}; what lies there is taken up again
     */
    public static Sandbox start(int port, List<Integer> instancePorts, Path data) {
        return start(
                new SandboxSettings(
                        port,
                        instancePorts,
                        0,
                        data,
                        1,
                        SandboxSettings.on(data).seed(),
                        Clock.systemUTC(),
                        SandboxSettings.PROCESSING,
                        SandboxSettings.APP));
    }

    public static Sandbox start(SandboxSettings settings) {
        var doors = new ArrayList<Door>();
        Ledger ledger = null;
        Grants grants = null;
        try {
            doors.add(new Door(settings.port()));
            settings.instancePorts().forEach(port -> doors.add(new Door(port)));
            var bluesky = new Door(settings.blueskyPort());
            doors.add(bluesky);
            Path folder = settings.data().resolve("sandbox");
            ledger = Ledger.open(folder, settings.clock());
            grants = Grants.open(folder, settings.clock());
            List<Door> instances = List.copyOf(doors.subList(1, doors.size() - 1));
            var world =
                    new World(
                            Accounts.open(folder, instances.size()),
                            grants,
                            settings.app(),
                            ledger,
                            new Faults(settings.clock(), settings.seed()),
                            new Limits(settings.clock(), settings.timeFactor()),
                            new Places(
                                    doors.getFirst().address(),
                                    instances.stream().map(Door::address).toList(),
                                    bluesky.address()),
                            settings.clock());
            var sandbox = new Sandbox(doors.getFirst(), instances, bluesky, ledger, world);
            sandbox.open(settings.processing());
            return sandbox;
        } catch (RuntimeException e) {
            doors.forEach(Door::close);
            if (ledger != null) {
                ledger.close();
            }
            if (grants != null) {
                grants.close();
            }
            throw e;
        }
    }

    private void open(Duration processing) {
        var pages = new Pages(world);
        for (int i = 0; i < instances.size(); i++) {
            var routes = new Routes();
            new MastodonApi(world, i).routes(routes);
            pages.routes(routes, i);
            instances.get(i).serve(routes);
        }
        var sky = new Routes();
        new BlueskyApi(world).routes(sky);
        pages.blueskyRoutes(sky);
        bluesky.serve(sky);
        var routes = new Routes();
        new Control(world).routes(routes);
        new XApi(world).routes(routes);
        new FacebookApi(world).routes(routes);
        new LinkedInApi(world).routes(routes);
        ContainerApi.instagram(world, processing).routes(routes);
        ContainerApi.threads(world, processing).routes(routes);
        new TelegramApi(world).routes(routes);
        pages.routes(routes);
        main.serve(routes);
    }

    /** The address of X, Facebook and the control, without a slash at its end. */
    public String address() {
        return main.address();
    }

    /** The address of X's API: {@code <address>/x}. */
    public String x() {
        return address() + "/x";
    }

    /** The address of the Graph API with its version. */
    public String facebook() {
        return address() + "/facebook/v26.0";
    }

    /** The address of Instagram's API with its version. */
    public String instagram() {
        return address() + "/instagram/v26.0";
    }

    /** The address of the Threads API with its version. */
    public String threads() {
        return address() + "/threads/v1.0";
    }

    /** The address of LinkedIn's API: {@code <address>/linkedin}. */
    public String linkedin() {
        return address() + "/linkedin";
    }

    /** The address below which bots have theirs: {@code <address>/telegram}. */
    public String telegram() {
        return address() + "/telegram";
    }

    /** The addresses of the Mastodon-like servers. */
    public List<String> mastodon() {
        return instances.stream().map(Door::address).toList();
    }

    /** The address of the Bluesky-like server. */
    public String bluesky() {
        return bluesky.address();
    }

    /** The demo accounts with their tokens. */
    public Accounts accounts() {
        return world.accounts();
    }

    /** What the platforms really have. */
    public Ledger ledger() {
        return ledger;
    }

    /** The faults switched on. */
    public Faults faults() {
        return world.faults();
    }

    @Override
    public void close() {
        main.close();
        instances.forEach(Door::close);
        bluesky.close();
        ledger.close();
        world.grants().close();
    }
}
