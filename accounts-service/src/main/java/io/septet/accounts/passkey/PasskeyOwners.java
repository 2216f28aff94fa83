package io.septet.accounts.passkey;

import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.stereotype.Component;

/** Members as devices know them; they are made and removed elsewhere. */
@Component
class PasskeyOwners implements PublicKeyCredentialUserEntityRepository {
    private final Members members;

    PasskeyOwners(Members members) {
        this.members = members;
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes id) {
        return members.find(Passkeys.member(id)).map(PasskeyOwners::entity).orElse(null);
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String email) {
        return members.findEmail(email).map(PasskeyOwners::entity).orElse(null);
    }

    @Override
    public void save(PublicKeyCredentialUserEntity entity) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Bytes id) {
        throw new UnsupportedOperationException();
    }

    static PublicKeyCredentialUserEntity entity(Member member) {
        return ImmutablePublicKeyCredentialUserEntity.builder()
                .id(Passkeys.user(member.id()))
                .name(member.email())
                .displayName(member.name())
                .build();
    }
}
