using Ballast.Engine.Ports;

namespace Ballast.Adapters.Wallets;

/// <summary>What a server answered instead of what was asked; caught where the next server is asked.</summary>
internal sealed class EndpointFaultException(VenueError error) : Exception(error.Message)
{
    /// <summary>What it means.</summary>
    public VenueError Error { get; } = error;
}
