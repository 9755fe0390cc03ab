using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ballast.Adapters.Secrets;
using Ballast.Core.Canonical;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Notify;

/// <summary>One way to reach the owner, as settings name it. Closed: <see cref="Webhook"/>, <see cref="Telegram"/>,
/// <see cref="Discord"/>, <see cref="Mail"/>.</summary>
/// <param name="Name">What reports call it; no two have the same.</param>
/// <param name="From">Less urgent messages are not sent here.</param>
public abstract record ChannelSettings(string Name, Severity From)
{
    /// <summary>
    /// What the journal and the gate to real money know of it: its name and a digest of where it leads. Names of
    /// secrets are part of that, secrets are not: who changes one is told by a test message alone whether it is right.
    /// </summary>
    public OwnerChannel Identity => new(Name, CanonicalJson.Hash(
        new JsonArray([.. Destination.Select(part => JsonValue.Create(part))]))[..32]);

    /// <summary>Every setting by which the receiver is found, beginning with the kind.</summary>
    protected abstract ImmutableArray<string> Destination { get; }

    /// <summary>JSON to an address of the owner's.</summary>
    /// <param name="Name">See above.</param>
    /// <param name="From">See above.</param>
    /// <param name="Url">http or https.</param>
    /// <param name="Secret">The key of the signature; <see langword="null"/> for none.</param>
    /// <param name="Network">Where the address may be.</param>
    public sealed record Webhook(string Name, Severity From, Uri Url, SecretName? Secret, NotifyNetwork Network)
        : ChannelSettings(Name, From)
    {
        /// <inheritdoc/>
        protected override ImmutableArray<string> Destination => ["webhook", Url.AbsoluteUri, Secret?.Text ?? ""];
    }

    /// <summary>A Telegram bot.</summary>
    public sealed record Telegram(string Name, Severity From) : ChannelSettings(Name, From)
    {
        /// <summary>The bot's token.</summary>
        public required SecretName Token { get; init; }

        /// <summary>The chat's number or @name.</summary>
        public required string Chat { get; init; }

        /// <summary>The Bot API's address.</summary>
        public required Uri Api { get; init; }

        /// <summary>Where that may be.</summary>
        public required NotifyNetwork Network { get; init; }

        /// <inheritdoc/>
        protected override ImmutableArray<string> Destination => ["telegram", Api.AbsoluteUri, Chat, Token.Text];
    }

    /// <summary>A Discord webhook.</summary>
    /// <param name="Name">See above.</param>
    /// <param name="From">See above.</param>
    /// <param name="Url">The webhook's address, which is a secret.</param>
    /// <param name="Network">Where that may be.</param>
    public sealed record Discord(string Name, Severity From, SecretName Url, NotifyNetwork Network)
        : ChannelSettings(Name, From)
    {
        /// <inheritdoc/>
        protected override ImmutableArray<string> Destination => ["discord", Url.Text];
    }

    /// <summary>E-mail over SMTP.</summary>
    public sealed record Mail(string Name, Severity From) : ChannelSettings(Name, From)
    {
        /// <summary>The mail server.</summary>
        public required string Host { get; init; }

        /// <summary>Its port.</summary>
        public required int Port { get; init; }

        /// <summary>How the connection is kept private.</summary>
        public required MailSecurity Security { get; init; }

        /// <summary>Who logs in; <see langword="null"/> for nobody.</summary>
        public required string? User { get; init; }

        /// <summary>With which password.</summary>
        public required SecretName? Password { get; init; }

        /// <summary>The sender's address.</summary>
        public required string Sender { get; init; }

        /// <summary>The receivers' addresses, at least one.</summary>
        public required ImmutableArray<string> To { get; init; }

        /// <inheritdoc/>
        protected override ImmutableArray<string> Destination =>
            ["email", Host, $"{Port}", User ?? "", Password?.Text ?? "", Sender, .. To];
    }
}

/// <summary>Where a receiver's address may be.</summary>
public enum NotifyNetwork
{
    /// <summary>Out on the internet only.</summary>
    Public = 0,

    /// <summary>Anywhere: the owner's own machine or network too.</summary>
    Private = 1,
}

/// <summary>How a mail connection is kept private.</summary>
public enum MailSecurity
{
    /// <summary>Encrypted after STARTTLS (RFC 3207), or nothing is sent.</summary>
    StartTls = 0,

    /// <summary>Not at all; for a server on the same machine, and without a password.</summary>
    None = 1,
}
