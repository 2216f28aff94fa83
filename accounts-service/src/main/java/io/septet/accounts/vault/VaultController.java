package io.septet.accounts.vault;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the installation's operator exchanges the vault's key. */
@RestController
@RequestMapping("/internal/v1/vault")
@PreAuthorize("hasRole('SERVICE')")
class VaultController {
    private final Rotation rotation;

    VaultController(Rotation rotation) {
        this.rotation = rotation;
    }

    @GetMapping
    Rotation.Keys look() {
        return rotation.look();
    }

    @PostMapping("/rotation")
    Rotation.Outcome rotate() {
        return rotation.run();
    }

    @PostMapping("/forgetting")
    Rotation.Outcome forget() {
        return rotation.forget();
    }
}
