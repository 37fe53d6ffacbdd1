package io.tillbridge.connector;

/** A partner that takes and gives files. */
public sealed interface FileClientPlan extends ClientPlan permits DirectoryClientPlan, SftpClientPlan {}
