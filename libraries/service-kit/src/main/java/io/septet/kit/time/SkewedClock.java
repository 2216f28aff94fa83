package io.septet.kit.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock moved by a test; scripts move Redis' time by as much. The only seam for time. */
public final class SkewedClock extends Clock {
    private final Clock real;
    private volatile Duration skew = Duration.ZERO;

    /**
     * @param real what it is measured from
     */
    public SkewedClock(Clock real) {
        this.real = real;
    }

    /** How far it has been moved. */
    public Duration skew() {
        return skew;
    }

    /** Moves it this far from the real time. */
    public void skewBy(Duration by) {
        skew = by;
    }

    @Override
    public Instant instant() {
        return real.instant().plus(skew);
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
