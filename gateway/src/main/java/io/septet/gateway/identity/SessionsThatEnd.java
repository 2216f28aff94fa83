package io.septet.gateway.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * Lets a request be answered whose session was ended by another one meanwhile. Spring Session's own
 * repository throws at its end, when everything else is done.
 */
final class SessionsThatEnd<S extends Session> implements SessionRepository<S> {
    private final SessionRepository<S> sessions;

    SessionsThatEnd(SessionRepository<S> sessions) {
        this.sessions = sessions;
    }

    @Override
    public S createSession() {
        return sessions.createSession();
    }

    @Override
    public void save(S session) {
        try {
            sessions.save(session);
        } catch (IllegalStateException e) {
            if (sessions.findById(session.getId()) != null) {
                throw e;
            }
        }
    }

    @Override
    public @Nullable S findById(String id) {
        return sessions.findById(id);
    }

    @Override
    public void deleteById(String id) {
        sessions.deleteById(id);
    }
}
