namespace Ballast.PaperExchange.Orders;

/// <summary>How long a limit order stands.</summary>
public enum OrderLifetime
{
    /// <summary>Until filled or cancelled.</summary>
    Gtc = 0,

    /// <summary>Takes what is there, drops the rest.</summary>
    Ioc = 1,

    /// <summary>All at once or nothing.</summary>
    Fok = 2,
}
