package io.septet.accounts.platform.threads;

import io.septet.accounts.platform.graph.ContainerReadBackContract;

class ThreadsReadBackTests extends ContainerReadBackContract implements ThreadsUnderTest {}
