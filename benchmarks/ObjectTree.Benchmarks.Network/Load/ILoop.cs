using System.Net;

namespace ObjectTree.Benchmarks.Network.Load;

/// <summary>Reads for many clients.</summary>
internal interface ILoop : IDisposable
{
    /// <summary>Connects a client; it is read from the next <see cref="Poll"/> on.</summary>
    IWire Connect(LoadClient client, IPEndPoint server);

    /// <summary>Hands clients what there is, or waits for it. False: nothing came.</summary>
    bool Poll(int milliseconds);
}
