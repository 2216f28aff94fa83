/**
 * Members: people, the passwords they sign in with, and their role in each workspace.
 *
 * <p>{@link Members} keeps, {@link Passwords} hashes, {@link MemberController} shows and invites.
 */
@NullMarked
package io.septet.accounts.member;

import org.jspecify.annotations.NullMarked;
