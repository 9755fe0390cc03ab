using System.Collections.Immutable;
using Ballast.Engine.Ports;

namespace Ballast.Server.Notify;

/// <summary>What became of a test message. Closed: <see cref="Sent"/>, <see cref="NotSent"/>,
/// <see cref="BadSettings"/>.</summary>
public abstract record NoticeTestOutcome
{
    private NoticeTestOutcome()
    {
    }

    /// <summary>Every channel was asked; at least one.</summary>
    /// <param name="Channels">What each did.</param>
    /// <param name="Reached">Those that took it.</param>
    public sealed record Sent(ImmutableArray<ChannelTest> Channels, ImmutableArray<OwnerChannel> Reached)
        : NoticeTestOutcome
    {
        /// <summary>Whether all of them took it.</summary>
        public bool IsEverywhere => Reached.Length == Channels.Length;
    }

    /// <summary>There is no channel, or one lacks its secret.</summary>
    public sealed record NotSent(string Cause, string WayOut) : NoticeTestOutcome;

    /// <summary>The settings cannot be read.</summary>
    public sealed record BadSettings(string Cause, string WayOut) : NoticeTestOutcome;
}

/// <summary>What one channel did with it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Result">Whether it took it.</param>
/// <param name="Words">What it said.</param>
public sealed record ChannelTest(string Id, ChannelTestResult Result, string Words);

/// <summary>Whether a channel took a test message.</summary>
public enum ChannelTestResult
{
    /// <summary>It did not.</summary>
    NotDelivered = 0,

    /// <summary>It did.</summary>
    Delivered = 1,
}
