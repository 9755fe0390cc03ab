namespace Ballast.Adapters.Connections;

/// <summary>What kind of money a connection is about.</summary>
public enum VenueNetwork
{
    /// <summary>Real money.</summary>
    Live = 0,

    /// <summary>A venue's own test network: play money, over the internet.</summary>
    Testnet = 1,

    /// <summary>A venue's demonstration mode: play money at live prices.</summary>
    Demo = 2,

    /// <summary>Something on this machine that speaks as the venue does, such as the paper exchange.</summary>
    Local = 3,
}
