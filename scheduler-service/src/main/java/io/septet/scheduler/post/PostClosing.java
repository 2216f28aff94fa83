package io.septet.scheduler.post;

import io.septet.kit.redis.Change;
import io.septet.scheduler.delivery.Closing;
import io.septet.scheduler.delivery.Deliveries;
import io.septet.scheduler.delivery.Delivery;
import org.springframework.stereotype.Component;

/**
 * Makes a post DONE in the change that makes its last delivery final. That change also expects the
 * other deliveries to be as they were read: of two that become final at the same time one is
 * repeated, and then sees the other.
 */
@Component
class PostClosing implements Closing {
    private final Posts posts;
    private final Deliveries deliveries;

    PostClosing(Posts posts, Deliveries deliveries) {
        this.posts = posts;
        this.deliveries = deliveries;
    }

    @Override
    public void add(Change change, Delivery after) {
        var post = posts.find(after.workspace(), after.post());
        if (post.isEmpty() || post.get().state() != PostState.SCHEDULED) {
            return;
        }
        var others =
                posts.deliveriesOf(post.get()).stream()
                        .filter(other -> !other.id().equals(after.id()))
                        .toList();
        if (others.size() == post.get().deliveries().size()) {
            // An earlier take, which says nothing of the post any more.
            return;
        }
        others.forEach(other -> deliveries.expect(change, other));
        if (others.stream().allMatch(other -> other.state().isFinal())) {
            posts.put(change, post.get(), post.get().done());
        }
    }
}
