using System.Collections.Immutable;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.GoingLive;

/// <summary>The last test message that reached the owner.</summary>
/// <param name="At">When.</param>
/// <param name="Channels">Over which channels.</param>
public sealed record ReachedOwner(Instant At, ImmutableArray<OwnerChannel> Channels);
