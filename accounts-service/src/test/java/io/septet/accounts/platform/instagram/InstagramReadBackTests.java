package io.septet.accounts.platform.instagram;

import io.septet.accounts.platform.graph.ContainerReadBackContract;

class InstagramReadBackTests extends ContainerReadBackContract implements InstagramUnderTest {}
