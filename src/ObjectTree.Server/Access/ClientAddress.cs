using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ObjectTree.Server.Access;

/// <summary>Who counts as one by its address: an IPv4 address, or all of an IPv6 network of 64 bits, which one customer has.</summary>
/// <param name="IsV6">Whether it is such a network.</param>
/// <param name="Bits">The address, or the network.</param>
internal readonly record struct ClientAddress(bool IsV6, ulong Bits)
{
    /// <summary>Null: the client has no such address.</summary>
    public static ClientAddress? Of(EndPoint? client)
    {
        if (client is not IPEndPoint { Address: var address })
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out _))
            return null;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new ClientAddress(true, BinaryPrimitives.ReadUInt64BigEndian(bytes))
            : new ClientAddress(false, BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }
}
